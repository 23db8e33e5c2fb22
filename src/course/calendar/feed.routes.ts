import { Router, type ErrorRequestHandler, type Response } from 'express';
import type { Activity } from '../../activities/activity.ts';
import type { Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import { nameOfPackage } from '../course-package.rules.ts';
import type { Packages } from '../load-packages.ts';
import { emptyProgress } from '../progress.rules.ts';
import type { ProgressStore } from '../progress.store.ts';
import { runOf } from '../run.rules.ts';
import { wayOf } from '../way.rules.ts';
import type { CalendarAddress, CalendarStore } from './calendar.store.ts';
import type { DayEvent } from '../days/occasion.rules.ts';
import { listDates, type CourseDate } from './course-dates.rules.ts';
import { entriesOf } from './entries.ts';
import { writeCalendar } from './ical.rules.ts';

/** @returns the occasions that a person signed up for */
export type EventsOf = (activityId: string, participantId: string) => Promise<DayEvent[]>;

export interface FeedParts {
  clock: Clock;
  packages: Packages;
  calendars: Pick<CalendarStore, 'findBySecret'>;
  progress: Pick<ProgressStore, 'find'>;
  eventsOf: EventsOf;
  /** @returns the activity as it was a moment ago, or null */
  findActivity: (activityId: string) => Promise<Activity | null>;
}

/** Whoever asks is a calendar, which shows no page; and no word tells a revoked address from one that never was. */
function sendNothing(res: Response): void {
  res.status(404).set('Cache-Control', 'no-store').type('text/plain').send('Not found\n');
}

async function datesOf(parts: FeedParts, of: CalendarAddress): Promise<[Activity, CourseDate[]] | null> {
  const { activityId, participantId } = of;
  const [activity, found, days] = await Promise.all([
    parts.findActivity(activityId),
    parts.progress.find(of),
    parts.eventsOf(activityId, participantId),
  ]);
  if (activity?.kind !== 'course') return null;
  const run = runOf(activity);
  const { packages, clock } = parts;
  const course = packages.get(nameOfPackage(run.package));
  if (!course) throw new AppError('course/package-missing', { status: 500 });
  const progress = found ?? emptyProgress({ activityId, participantId, platformId: '', isTrial: false });
  const { isScheduleOpen } = activity;
  const way = wayOf({ course, packages, run, progress, isScheduleOpen, now: clock.now() });
  return [activity, listDates(way, activity, days)];
}

/** An address with signs that cannot be read (RFC 3986, 2.1) is one that leads nowhere. */
const unreadable: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof URIError) sendNothing(res);
  else next(error);
};

/** `/course/calendar/<secret>.ics`: read by calendars, without a launch and without a cookie. */
export function createFeedRouter(parts: FeedParts): Router {
  const router = Router();
  router.get('/:secret.ics', async (req, res) => {
    const of = await parts.calendars.findBySecret(req.params.secret);
    const found = of && (await datesOf(parts, of));
    if (!found) {
      sendNothing(res);
      return;
    }
    const [activity, dates] = found;
    const entries = entriesOf(dates, { ...of, course: activity.title }, res.locals.i18n.t(of.locale));
    res
      .status(200)
      .set({
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'inline; filename="calendar.ics"',
        'Cache-Control': 'private, max-age=900',
        'X-Robots-Tag': 'noindex',
      })
      .send(writeCalendar({ name: activity.title, entries, madeAt: parts.clock.now() }));
  });
  router.use((_req, res) => {
    sendNothing(res);
  });
  router.use(unreadable);
  return router;
}
