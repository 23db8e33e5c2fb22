import express, { type Request, type Response, type Router } from 'express';
import { pageFrame, parseBody, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { SettingsPage } from '../../views/activities/settings-page.tsx';
import { fieldsOf, RawForm, readForm, SettingsForm, type Faults } from './activities.forms.ts';
import type { Activity } from './activity.ts';
import type { StoredActivity } from './activity.rules.ts';
import { formatLocalTime } from './due-date.rules.ts';
import { setupOf } from './grade-form.rules.ts';
import { join, type JoinParts } from './join.ts';
import { keepKeyOf } from './keep-key.rules.ts';
import { kindOf } from './kind-of.ts';
import { loadActivity } from './load-activity.ts';
import { clearTrial } from './parts.ts';
import type { StoredLink } from './placement.rules.ts';
import { createPickRouter, type PickRouteParts } from './pick.routes.ts';
import { activityOf, requireLearner, requireTeacher } from './request.ts';

export type RouteParts = PickRouteParts & JoinParts;

interface SettingsState {
  activity: Activity;
  link: StoredLink | null;
  keepKey: string;
  sent?: { values: Record<string, string>; faults: Faults };
}

function sendSettings(req: Request, res: Response, { activity, link, keepKey, sent }: SettingsState): void {
  const { title, locale, dueAt, isScheduleOpen, gradeForm, points } = activity;
  const stored = { title, locale: locale ?? '', dueAt: dueAt ? formatLocalTime(dueAt) : '' };
  const values = { ...stored, ...sent?.values, points: undefined };
  const faults = sent?.faults ?? {};
  const hasColumn = link ? link.lineItemUrl !== null : points !== null;
  const columnMaximum = link?.lineItemMaximum ?? null;
  const grading = { form: gradeForm, points, setup: setupOf(gradeForm), hasColumn, columnMaximum };
  const isNameHeld = link?.isNameHeld ?? false;
  const frame = pageFrame(req, res);
  sendPage(
    res,
    SettingsPage,
    { frame, keepKey, name: title, values, grading, isScheduleOpen, isNameHeld, faults },
    sent ? 422 : 200,
  );
}

/** Routes below `/l/<id>/activities`. */
export function createActivitiesRouter(parts: RouteParts): Router {
  const { activities, placements, kinds, clock, secretKey } = parts;
  const router = express.Router({ mergeParams: true });
  const load = loadActivity(parts);
  const findLink = async (placementId: string | undefined): Promise<StoredLink | null> =>
    placementId === undefined ? null : placements.find(placementId);

  router.use(createPickRouter(parts));

  router.get('/settings', load, async (req, res) => {
    const session = requireTeacher(res);
    const keepKey = keepKeyOf(secretKey, session, 'settings');
    const link = await findLink(session.placementId);
    sendSettings(req, res, { activity: activityOf(res), link, keepKey });
  });

  router.post('/settings', load, async (req, res) => {
    const session = requireTeacher(res);
    const activity = activityOf(res);
    const values = fieldsOf(parseBody(RawForm, req), '');
    const form = readForm(SettingsForm(clock.now(), activity.dueAt), values);
    if (!form.ok) {
      const link = await findLink(session.placementId);
      const keepKey = keepKeyOf(secretKey, session, 'settings');
      const sent = { values, faults: form.faults };
      sendSettings(req, res, { activity, link, keepKey, sent });
      return;
    }
    await activities.choose(activity.id, form.value);
    if (form.value.locale !== activity.locale) await placements.setLocale(activity.id, form.value.locale);
    res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
  });

  router.post('/join', load, async (_req, res) => {
    await join(parts, requireTeacher(res), activityOf(res) as StoredActivity);
    res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
  });

  router.post('/clear-trial', load, async (_req, res) => {
    const { isTrial, participantId } = requireLearner(res);
    if (!isTrial) throw new AppError('activities/not-a-trial', { status: 403 });
    const { activity, base = '' } = res.locals;
    if (activity) await clearTrial(parts, activity, participantId);
    const path = activity ? kindOf(kinds, activity.kind).open('learner') : 'activities/waiting';
    res.redirect(303, `${base}/${path}`);
  });

  return router;
}
