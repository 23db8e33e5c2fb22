import { Router, type Request, type Response } from 'express';
import { AppError } from '../../kit/errors.ts';
import { parseBody, sendPage } from '../../http/index.ts';
import { DayStep } from '../../../views/course/days/day-step.tsx';
import { EventsPage } from '../../../views/course/days/events-page.tsx';
import { listSteps } from '../course-package.rules.ts';
import {
  openStepAt,
  pathTo,
  readLearner,
  readReader,
  type LearnerRequest,
  type ReaderRequest,
  type RouteParts,
} from '../course-request.ts';
import { sendStep, type StepAt, type StepWork, type Work } from '../step-work.ts';
import { pathAfter } from '../steps.routes.ts';
import { checkInForm, signUpForm, slotForm } from './days.forms.ts';
import type { Days, SlotView } from './days.ts';
import { noticeOfCheckIn, noticeOfSignUp, type Notice } from './notice.rules.ts';
import { checkInTimes, slotOf, slotOfDay, type Slot } from './occasion.rules.ts';
import type { Attendee } from './signing.ts';

export type DayParts = RouteParts & { days: Days };

function attendeeOf({ activity, taker }: LearnerRequest): Attendee {
  const { participantId, platformId, isTrial } = taker;
  return { activityId: activity.id, participantId, platformId, isTrial };
}

type Act = (request: LearnerRequest, req: Request, slot: Slot) => Promise<Notice | null>;

/** What someone who is there tries: the same from a step's page and from that of all events. */
function createActs({ days }: DayParts): Record<'signUp' | 'cancel' | 'cannotCome' | 'checkIn', Act> {
  const { signing, presence, occasions } = days;
  return {
    signUp: async (request, req, slot) => {
      const { occasion: id } = parseBody(signUpForm, req);
      const all = await occasions.list(request.activity.id);
      const wanted = all.find(one => one.id === id);
      if (id === '') return { key: 'course:days.not.chosen', params: {}, slot, isOfCode: false, status: 422 };
      if (!wanted || slotOf(wanted) !== slot) throw new AppError('http/not-found', { status: 404 });
      const { locale } = request.frame.t;
      return noticeOfSignUp(await signing.signUp(attendeeOf(request), id), slot, locale);
    },
    cancel: async ({ activity, taker }, _req, slot) => {
      await signing.cancel({ activityId: activity.id, participantId: taker.participantId, slot });
      return null;
    },
    cannotCome: async (request, _req, slot) => {
      await signing.cannotCome(attendeeOf(request), slot);
      return null;
    },
    checkIn: async (request, req, slot) => {
      const { code } = parseBody(checkInForm, req);
      const all = await occasions.list(request.activity.id);
      const result = await presence.checkIn(request, request, slot, all, code);
      const from = !result.ok && result.why === 'early' ? checkInTimes(result.own).from : null;
      return noticeOfCheckIn(result, slot, from, request.frame.t.locale);
    },
  };
}

/** Someone was there, and a crash kept the step from being marked. */
async function remindPresence({ days }: DayParts, request: ReaderRequest, at: StepAt, view: SlotView) {
  const { taker, standing } = request;
  if (!taker || !view.attendance?.presentAt || at.step.state === 'done') return;
  await days.presence.remind(request, { taker, standing }, view.attendance);
}

/** @param notice what came of what was just tried */
async function dayWork(
  parts: DayParts,
  request: ReaderRequest,
  at: StepAt,
  notice: Notice | null = null,
): Promise<Work> {
  const { step, key } = at.step;
  if (step.kind !== 'contact-day') throw new AppError('http/not-found', { status: 404 });
  const { frame, activity, settings, taker } = request;
  const { days: form } = settings;
  const place = { activityId: activity.id, slot: slotOfDay(step.day) };
  const view = form === 'none' ? null : await parts.days.viewSlot(place, taker?.participantId ?? null);
  if (view) await remindPresence(parts, request, at, view);
  const isLearner = taker !== null;
  const isDone = at.step.state === 'done';
  return {
    body: DayStep({ frame, step, stepKey: key, view, form, notice, isLearner, isDone }),
    ...(notice ? { status: notice.status } : {}),
  };
}

/** A contact day's page: where and when, signing up, checking in, and the task for those who are not there. */
export function createDayWork(parts: DayParts): StepWork<'contact-day'> {
  return (request, at) => dayWork(parts, request, at);
}

/** What a learner does on a contact day's page. */
export function createDayStepRoutes(parts: DayParts): Router {
  const router = Router();
  const acts = createActs(parts);

  async function readDay(req: Request, res: Response) {
    const request = await readLearner(req, res, parts);
    const at = openStepAt(req, request.standing);
    const { step } = at.step;
    if (step.kind !== 'contact-day') throw new AppError('http/not-found', { status: 404 });
    return { request, at, slot: slotOfDay(step.day) };
  }

  const onDay = (name: string, act: Act): void => {
    router.post(`/step/:module/:step/${name}`, async (req, res) => {
      const { request, at, slot } = await readDay(req, res);
      if (request.settings.days === 'none') throw new AppError('http/not-found', { status: 404 });
      const notice = await act(request, req, slot);
      if (notice) sendStep(res, request, at, await dayWork(parts, request, at, notice));
      else res.redirect(303, pathTo(res, `step/${at.step.key}`));
    });
  };
  onDay('sign-up', acts.signUp);
  onDay('cancel', acts.cancel);
  onDay('cannot-come', acts.cannotCome);
  onDay('check-in', acts.checkIn);

  router.post('/step/:module/:step/substitute', async (req, res) => {
    const { request, at, slot } = await readDay(req, res);
    const { activity, taker, settings, standing } = request;
    const place = { activityId: activity.id, slot };
    const view = settings.days === 'none' ? null : await parts.days.viewSlot(place, taker.participantId);
    if (view && !view.isSubstituteOpen) throw new AppError('course/substitute-closed', { status: 409 });
    const { platformId, isTrial, participantId } = taker;
    await parts.days.attendances.note(
      { ...place, participantId },
      { platformId, isTrial },
      { substituteAt: parts.clock.now() },
    );
    const { way } = await parts.marking.markDone(request, taker, standing, at.step.key);
    res.redirect(303, pathAfter(res, way, at.step.key));
  });
  return router;
}

/** @returns what an event is called where it is a contact day of the package */
function titlesOf({ course }: ReaderRequest) {
  return new Map(
    listSteps(course).flatMap(({ step }) =>
      step.kind === 'contact-day' ? [[slotOfDay(step.day), step.title] as const] : [],
    ),
  );
}

/** All contact days, webinars and visits of a run on one page: also those whose step is not open yet. */
export function createEventRoutes(parts: DayParts): Router {
  const router = Router();
  const acts = createActs(parts);

  async function show(res: Response, request: ReaderRequest, notice: Notice | null = null): Promise<void> {
    const { activity, frame, taker, settings } = request;
    const views = await parts.days.viewSlots(activity.id, taker?.participantId ?? null);
    const shown = views.filter(({ slot }) => settings.days !== 'none' || !slot.startsWith('day-'));
    const isLearner = taker !== null;
    const props = { frame, views: shown, titles: titlesOf(request), form: settings.days, notice, isLearner };
    sendPage(res, EventsPage, props, notice?.status);
  }

  router.get('/events', async (req, res) => {
    await show(res, await readReader(req, res, parts));
  });

  const onEvent = (name: string, act: Act): void => {
    router.post(`/events/${name}`, async (req, res) => {
      const request = await readLearner(req, res, parts);
      const { slot } = parseBody(slotForm, req);
      if (request.settings.days === 'none' && slot.startsWith('day-'))
        throw new AppError('http/not-found', { status: 404 });
      const notice = await act(request, req, slot);
      if (notice) await show(res, request, notice);
      else res.redirect(303, pathTo(res, `events#${encodeURIComponent(slot)}`));
    });
  };
  onEvent('sign-up', acts.signUp);
  onEvent('cancel', acts.cancel);
  onEvent('cannot-come', async (request, req, slot) => {
    // Only a contact day has something to do instead; what does not exist is not noted.
    const isDay = titlesOf(request).has(slot);
    if (!isDay) throw new AppError('http/not-found', { status: 404 });
    return acts.cannotCome(request, req, slot);
  });
  onEvent('check-in', acts.checkIn);
  return router;
}
