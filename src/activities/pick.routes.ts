import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { allowFormTo, pageFrame, parseBody, parseQuery, sendPage, translateFor } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import type { DeepLinkingResponder } from '../lti/deep-linking.types.ts';
import type { Session } from '../lti/session.types.ts';
import { PickPage } from '../../views/activities/pick-page.tsx';
import { ReturnPage } from '../../views/activities/return-page.tsx';
import { WaitingPage } from '../../views/activities/waiting-page.tsx';
import { RawForm, valuesOf } from './activities.forms.ts';
import type { StoredActivity } from './activity.rules.ts';
import { firstPath } from './first-path.rules.ts';
import { keepKeyOf } from './keep-key.rules.ts';
import { kindOf, variantOf } from './kind-of.ts';
import { listHere } from './list-here.ts';
import { readPicks, type PickContext } from './pick.forms.ts';
import { hasPoints, isMultiple, pickPageProps, type PickerState } from './pick-page.ts';
import { contentItemOf, type Picked } from './pick.rules.ts';
import { catchUp, showPick, take, type PickerParts, type Taken } from './picker.ts';
import { requireTeacher, sessionOf } from './request.ts';

const PickQuery = z.object({ activity: z.string().optional() });

export type PickRouteParts = PickerParts & { deepLinking: DeepLinkingResponder; secretKey: string };

function sendPicker(
  { kinds, secretKey }: PickRouteParts,
  req: Request,
  res: Response,
  state: Omit<PickerState, 'locale' | 'kinds'>,
): void {
  const frame = pageFrame(req, res);
  const props = pickPageProps({ ...state, kinds, locale: frame.t.locale });
  const keepKey = keepKeyOf(secretKey, state.session, 'pick');
  sendPage(res, PickPage, { frame, keepKey, ...props }, state.sent ? 422 : 200);
}

/** @returns whether the link already shows something, so that the reader was sent there */
async function wasSentOn(parts: PickerParts, session: Session, res: Response): Promise<boolean> {
  const link = session.deepLinking ? null : await catchUp(parts, session);
  if (!link) return false;
  const kind = kindOf(parts.kinds, link.kind);
  const path = firstPath({
    message: 'resource-link',
    role: session.role,
    kind,
    namedId: null,
    about: 'nobody',
  });
  res.redirect(303, `${res.locals.base ?? ''}/${path}`);
  return true;
}

/** @throws AppError `activities/links-not-accepted` (409) where the LMS asks for another kind of content */
function requireLinksAccepted({ deepLinking }: Session): void {
  const types = deepLinking?.acceptTypes ?? [];
  if (types.length > 0 && !types.includes('ltiResourceLink')) {
    throw new AppError('activities/links-not-accepted', { status: 409, detail: types.join(' ') });
  }
}

async function sendBack(
  { kinds, deepLinking }: PickRouteParts,
  session: Session,
  taken: readonly Taken[],
  req: Request,
  res: Response,
): Promise<void> {
  const reader = translateFor(req, res);
  const items = taken.map(({ activity, variant }) => {
    const t = activity.locale ? res.locals.i18n.t(activity.locale) : reader;
    const kind = kindOf(kinds, activity.kind);
    const text = variant === null ? t(kind.summary) : variantOf(kind, variant).summary(t.locale);
    return contentItemOf(activity, text, hasPoints(session));
  });
  const { returnUrl, jwt } = await deepLinking.sign(session, items);
  allowFormTo(res, new URL(returnUrl).origin);
  sendPage(res, ReturnPage, { frame: pageFrame(req, res), returnUrl, jwt });
}

function isCancelled({ deepLinking }: Session, form: RawForm): boolean {
  return deepLinking !== undefined && valuesOf(form, 'intent').includes('cancel');
}

function pickContext(
  { kinds, clock }: PickRouteParts,
  session: Session,
  here: readonly StoredActivity[],
): PickContext {
  const existingIds = new Set(here.map(({ id }) => id));
  return { kinds, clock, existingIds, isMultiple: isMultiple(session), hasPoints: hasPoints(session) };
}

/** In deep linking the picks go to the LMS; else the link of this launch shows the one that was picked. */
async function act(
  parts: PickRouteParts,
  session: Session,
  picks: readonly Picked[],
  here: readonly StoredActivity[],
  req: Request,
  res: Response,
): Promise<void> {
  if (session.deepLinking) {
    await sendBack(parts, session, await take(parts, session, picks, here), req, res);
    return;
  }
  await showPick(parts, session, picks, here);
  res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
}

/** The picker, and the page for those who come before the teacher has picked. */
export function createPickRouter(parts: PickRouteParts): Router {
  const router = Router({ mergeParams: true });

  router.get('/pick', async (req, res) => {
    const session = requireTeacher(res);
    requireLinksAccepted(session);
    if (await wasSentOn(parts, session, res)) return;
    const { activity } = parseQuery(PickQuery, req);
    const here = await listHere(parts, session.classroomId);
    sendPicker(parts, req, res, { session, here, namedId: activity });
  });

  router.post('/pick', async (req, res) => {
    const session = requireTeacher(res);
    const form = parseBody(RawForm, req);
    if (isCancelled(session, form)) {
      await sendBack(parts, session, [], req, res);
      return;
    }
    const here = await listHere(parts, session.classroomId);
    const picks = readPicks(form, pickContext(parts, session, here));
    if (picks.ok) await act(parts, session, picks.value, here, req, res);
    else sendPicker(parts, req, res, { session, here, sent: { form, faults: picks.faults } });
  });

  router.get('/waiting', async (req, res) => {
    const session = sessionOf(res);
    if (await wasSentOn(parts, session, res)) return;
    sendPage(res, WaitingPage, { frame: pageFrame(req, res) });
  });

  return router;
}
