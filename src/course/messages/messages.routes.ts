import { Router, type Request, type Response } from 'express';
import { requireTeacher } from '../../activities/request.ts';
import type { Activity } from '../../activities/activity.ts';
import { sendPage } from '../../http/index.ts';
import { LOCALES } from '../../i18n/index.ts';
import type { DraftText } from '../../questions/question.rules.ts';
import { MessagesPage } from '../../../views/course/messages/messages-page.tsx';
import { readRun, type RouteParts, type RunRequest } from '../course-request.ts';
import { listSteps } from '../course-package.rules.ts';
import type { CountStore } from './counts.store.ts';
import { deadlinesOf } from './deadlines.rules.ts';
import { groupsOf, isSoon, windowOf, type ComingDay, type Group } from './groups.rules.ts';

/** What the messages ask of other rooms. */
export interface MessageSources {
  /** @returns how many people the tool knows who should take part in the activity; null: it cannot tell */
  countPeople: (activity: Activity) => Promise<number | null>;
  /** @returns occasions of contact days that begin within this time, with how many have a place in each */
  comingDays: (activityId: string, within: { from: Date; until: Date }) => Promise<ComingDay[]>;
}

export type MessageParts = Pick<RouteParts, 'clock' | 'packages'> & { counts: CountStore } & MessageSources;

function titleOfDay({ course }: RunRequest, day: number): DraftText | null {
  const found = listSteps(course).find(({ step }) => step.kind === 'contact-day' && step.day === day);
  return found?.step.title ?? null;
}

async function loadGroups(parts: MessageParts, request: RunRequest): Promise<Group[]> {
  const { activity, course, settings: run } = request;
  const now = parts.clock.now();
  const window = windowOf(now);
  const { isScheduleOpen } = activity;
  const deadlines = deadlinesOf({ course, packages: parts.packages, run, isScheduleOpen });
  const soon = deadlines.flatMap(one => (isSoon(one.dueAt, now) ? [{ ...one, dueAt: one.dueAt }] : []));
  const [counts, everyone, days] = await Promise.all([
    parts.counts.count(activity.id, { ...window, deadlines, soon }),
    parts.countPeople(activity),
    parts.comingDays(activity.id, window),
  ]);
  const coming = days.filter(({ startsAt }) => isSoon(startsAt, now));
  const named = coming.map(one => ({ ...one, title: titleOfDay(request, one.day) }));
  const dueAt = isScheduleOpen ? null : activity.dueAt;
  return groupsOf({ counts, soon, dueAt, everyone, days: named }, now);
}

/** Messages that a teacher takes along into the LMS: the tool sends none. */
export function createMessageRoutes(parts: MessageParts): Router {
  const router = Router();
  router.get('/messages', async (req: Request, res: Response) => {
    requireTeacher(res);
    const request = readRun(req, res, parts);
    const groups = await loadGroups(parts, request);
    const languages = LOCALES.map(locale => res.locals.i18n.t(locale));
    sendPage(res, MessagesPage, { frame: request.frame, course: request.activity.title, groups, languages });
  });
  return router;
}
