import { Router, type Request, type Response } from 'express';
import { parseBody, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import { newToken, newUuid } from '../../kit/ids.ts';
import { CodePage } from '../../../views/course/days/code-page.tsx';
import { DaysPage, type OccasionRow } from '../../../views/course/days/days-page.tsx';
import { OccasionFormPage } from '../../../views/course/days/occasion-form-page.tsx';
import { RemovePage } from '../../../views/course/days/remove-page.tsx';
import { pathTo, type RunRequest } from '../course-request.ts';
import { codeAt, nextCodeAt } from './codes.rules.ts';
import { dayFormForm, occasionForm, type TypedOccasion } from './days.forms.ts';
import { readPlan, typedOf, type OccasionFaults, type Planned } from './occasion-form.rules.ts';
import { checkInStateOf, isByLink, isMove, liveOf, type Occasion } from './occasion.rules.ts';
import {
  contactDaysOf,
  readOccasion,
  readTeacher,
  readWhat,
  type OccasionOf,
  type TeacherParts,
} from './teacher-request.ts';

const MOST_OCCASIONS = 200;

/** An occasion's form, as it is shown. */
interface FormProps {
  what: OccasionOf;
  occasion: Occasion | null;
  typed: TypedOccasion;
  faults: OccasionFaults;
  seated: number;
}

function sendForm(res: Response, { frame, settings, course }: RunRequest, props: FormProps): void {
  const { what, faults } = props;
  const title = contactDaysOf({ course }).find(({ day }) => day === what.day)?.title ?? null;
  const byLink = isByLink(what, settings.days);
  const status = Object.keys(faults).length > 0 ? 422 : 200;
  sendPage(res, OccasionFormPage, { frame, title, byLink, ...props }, status);
}

/** A teacher sets up contact days, webinars and visits. */
export function createDaysRoutes(parts: TeacherParts): Router {
  const { clock, days } = parts;
  const { occasions, attendances } = days;
  const router = Router();

  /** @returns how many have a seat there */
  const seatedAt = ({ id, capacity }: Occasion): Promise<number> =>
    attendances.count(id, capacity ?? undefined);

  async function rowOf(occasion: Occasion): Promise<OccasionRow> {
    const signedUp = await attendances.count(occasion.id);
    return { occasion, signedUp, checkIn: checkInStateOf(occasion, clock.now()) };
  }

  router.get('/days', async (req, res) => {
    const run = readTeacher(req, res, parts);
    const live = liveOf(await occasions.list(run.activity.id));
    const rows = await Promise.all(live.map(rowOf));
    const { frame, settings } = run;
    sendPage(res, DaysPage, { frame, form: settings.days, contactDays: contactDaysOf(run), rows });
  });

  router.post('/days', async (req, res) => {
    const { activity } = readTeacher(req, res, parts);
    const { days: form } = parseBody(dayFormForm, req);
    await parts.changeSettings(activity.id, { days: form });
    res.redirect(303, pathTo(res, 'days'));
  });

  function readNew(req: Request, res: Response): { run: RunRequest; what: OccasionOf } {
    const run = readTeacher(req, res, parts);
    const what = readWhat(String(req.params['what']), run);
    if (!what) throw new AppError('http/not-found', { status: 404 });
    return { run, what };
  }

  router.get('/days/new/:what', (req, res) => {
    const { run, what } = readNew(req, res);
    sendForm(res, run, { what, occasion: null, typed: typedOf(null), faults: {}, seated: 0 });
  });

  router.post('/days/new/:what', async (req, res) => {
    const { run, what } = readNew(req, res);
    const typed = parseBody(occasionForm, req);
    const byLink = isByLink(what, run.settings.days);
    const plan = readPlan(typed, { now: clock.now(), byLink, current: null, seated: 0 });
    if (!plan.ok) {
      sendForm(res, run, { what, occasion: null, typed, faults: plan.faults, seated: 0 });
      return;
    }
    const activityId = run.activity.id;
    if ((await occasions.list(activityId)).length >= MOST_OCCASIONS)
      throw new AppError('course/days-many', { status: 409 });
    const fresh = { secret: newToken(), lastNumber: 0, moved: null, removedAt: null };
    await occasions.add({ id: newUuid(), activityId, ...what, ...plan.planned, ...fresh });
    res.redirect(303, pathTo(res, 'days'));
  });

  router.get('/days/:occasion', async (req, res) => {
    const { occasion, ...run } = await readOccasion(req, res, parts);
    const seated = await seatedAt(occasion);
    sendForm(res, run, { what: occasion, occasion, typed: typedOf(occasion), faults: {}, seated });
  });

  /** Those who signed up are told what it was before, once it is something else. */
  function movedBy(occasion: Occasion, planned: Planned): Pick<Occasion, 'moved'> | undefined {
    if (!isMove(occasion, planned)) return undefined;
    const { name, place, link, startsAt, endsAt } = occasion;
    return { moved: { at: clock.now(), from: { name, place, link, startsAt, endsAt } } };
  }

  router.post('/days/:occasion', async (req, res) => {
    const { occasion, ...run } = await readOccasion(req, res, parts);
    const typed = parseBody(occasionForm, req);
    const byLink = isByLink(occasion, run.settings.days);
    const seated = await seatedAt(occasion);
    const plan = readPlan(typed, { now: clock.now(), byLink, current: occasion, seated });
    if (!plan.ok) {
      sendForm(res, run, { what: occasion, occasion, typed, faults: plan.faults, seated });
      return;
    }
    await occasions.change(occasion, { ...plan.planned, ...movedBy(occasion, plan.planned) });
    res.redirect(303, pathTo(res, 'days'));
  });

  router.get('/days/:occasion/remove', async (req, res) => {
    const { occasion, frame } = await readOccasion(req, res, parts);
    const signedUp = await attendances.count(occasion.id);
    sendPage(res, RemovePage, { frame, occasion, signedUp });
  });

  router.post('/days/:occasion/remove', async (req, res) => {
    const { occasion } = await readOccasion(req, res, parts);
    // Presence that is noted has made a step done: its occasion stays to be seen.
    if (await attendances.hasPresent(occasion.id)) throw new AppError('course/days-held', { status: 409 });
    await occasions.change(occasion, { removedAt: clock.now() });
    res.redirect(303, pathTo(res, 'days'));
  });

  router.get('/days/:occasion/code', async (req, res) => {
    const { occasion, frame } = await readOccasion(req, res, parts);
    const now = clock.now();
    const state = checkInStateOf(occasion, now);
    const code = state === 'open' ? codeAt(occasion, now) : null;
    const leftMs = Number(nextCodeAt(now)) - Number(now);
    sendPage(res, CodePage, { frame, occasion, state, code, leftMs });
  });

  return router;
}
