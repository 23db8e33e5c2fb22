import type { VNode } from 'preact';
import type { Place } from '../../src/dashboard/dashboard.forms.ts';
import type { Roster } from '../../src/dashboard/roster.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { PlaceFields } from './place-fields.tsx';

interface RosterLineProps {
  frame: PageFrame;
  roster: Roster;
  place: Place;
  now: Date;
}

function describeRoster(t: Translate, roster: Roster, now: Date): string {
  if (roster.has !== 'list') return t(`dashboard:roster.${roster.has}`);
  const count = Math.floor((now.getTime() - roster.fetchedAt.getTime()) / 60_000);
  return count < 1 ? t('dashboard:roster.now') : t('dashboard:roster.age', { count });
}

/** Where the list of people is from and how old it is, with the way to get it anew. */
export function RosterLine({ frame, roster, place, now }: RosterLineProps): VNode {
  const { t, base = '' } = frame;
  return (
    <form class="roster" method="post" action={`${base}/dashboard/refresh`}>
      <PlaceFields place={place} />
      <p class="small">
        {describeRoster(t, roster, now)}
        {roster.has === 'list' && !roster.isWhole && ` ${t('dashboard:roster.part')}`}
      </p>
      {roster.has !== 'absent' && (
        <button type="submit" class="link">
          {t('dashboard:roster.refresh')}
        </button>
      )}
    </form>
  );
}
