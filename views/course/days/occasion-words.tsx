import type { VNode } from 'preact';
import type { Occasion, OccasionKind, Setting } from '../../../src/course/days/occasion.rules.ts';
import type { DayForm } from '../../../src/course/run.rules.ts';
import { formatDay, formatTime, type Translate } from '../../../src/i18n/index.ts';

/** @returns the time of day alone */
export function clockIn({ locale }: Translate, at: Date): string {
  return /\d{2}[.:]\d{2}$/.exec(formatTime(at, locale))?.[0] ?? '';
}

/** @returns the beginning and the end; the day is said once: `ke 10.3.2027 klo 9.00–15.00` */
export function spanIn(t: Translate, { startsAt, endsAt }: Pick<Setting, 'startsAt' | 'endsAt'>): string {
  const { locale } = t;
  const isSameDay = formatDay(startsAt, locale) === formatDay(endsAt, locale);
  const until = isSameDay ? clockIn(t, endsAt) : ` ${formatTime(endsAt, locale)}`;
  return `${formatTime(startsAt, locale)}–${until}`;
}

/** @returns whether people come by a link; else to a place */
function isByLink(kind: OccasionKind, form: DayForm): boolean {
  return kind === 'webinar' || (kind === 'contact-day' && form === 'online');
}

interface WhereProps {
  t: Translate;
  occasion: Occasion;
  form: DayForm;
  /** The link is for those who have a seat. */
  hasSeat: boolean;
}

/** The place, or the link by which one comes. */
export function Where({ t, occasion, form, hasSeat }: WhereProps): VNode {
  const { kind, place, link } = occasion;
  const isLink = isByLink(kind, form);
  const address = hasSeat && link !== '' && (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {t('course:days.link')} <span class="small">({t('course:outward')})</span>
    </a>
  );
  if (isLink) return <>{address || t(link === '' ? 'course:days.link.none' : 'course:days.online')}</>;
  return (
    <>
      {place === '' ? t('course:days.place.none') : place}
      {address && <> · {address}</>}
    </>
  );
}

/** @returns name and time in one line, for a choice or a heading */
export function titleIn(t: Translate, occasion: Setting): string {
  return `${occasion.name}, ${spanIn(t, occasion)}`;
}
