import type { Translate } from '../../i18n/index.ts';
import { digest } from '../../kit/ids.ts';
import { wordsIn } from '../../../views/course/local-text.tsx';
import type { CourseDate } from './course-dates.rules.ts';
import type { CalendarEntry } from './ical.rules.ts';

/** Whose calendar it is, and of which course. */
export interface CalendarOf {
  activityId: string;
  participantId: string;
  /** What the course is called. */
  course: string;
}

/** What the date is of, as it is known whatever its time is. */
function nameOf(date: CourseDate): string {
  if (date.what === 'course-due') return date.what;
  return date.what === 'day' ? `day/${String(date.day)}` : `${date.what}/${date.module.id}`;
}

function summaryOf(date: CourseDate, t: Translate, course: string): string {
  switch (date.what) {
    case 'course-due':
      return t('course:calendar.entry.course-due', { course });
    case 'day': {
      const title = date.step ? wordsIn(date.step.step.title, t.locale) : t('course:calendar.what.day');
      return t('course:calendar.entry.day', { title, course });
    }
    default:
      return t(`course:calendar.entry.${date.what}`, {
        title: wordsIn(date.module.module.title, t.locale),
        course,
      });
  }
}

/**
 * Dates as entries of a calendar in the reader's language. They hold neither a person's name nor what anybody has done,
 * and no id can be read from theirs.
 */
export function entriesOf(
  dates: readonly CourseDate[],
  { activityId, participantId, course }: CalendarOf,
  t: Translate,
): CalendarEntry[] {
  const seen = new Map<string, number>();
  return dates.map(date => {
    const name = nameOf(date);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const uid = digest('course-calendar', activityId, participantId, name, String(count));
    return {
      uid: `${uid}@sosrake-lti`,
      summary: summaryOf(date, t, course),
      description: t('course:calendar.entry.about'),
      location: (date.what === 'day' ? date.place : null) ?? undefined,
      startsAt: date.at,
      endsAt: date.what === 'day' ? date.endsAt : null,
    };
  });
}
