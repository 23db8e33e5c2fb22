import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { activityOf, requireLearner } from '../../activities/request.ts';
import { pageFrame, parseBody, sendPage } from '../../http/index.ts';
import type { Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import { newToken } from '../../kit/ids.ts';
import { CalendarPage } from '../../../views/course/calendar/calendar-page.tsx';
import { pathTo } from '../course-request.ts';
import type { CalendarStore } from './calendar.store.ts';

export interface CalendarParts {
  clock: Clock;
  calendars: CalendarStore;
  /** Where the tool is found, without a slash at its end. */
  publicUrl: string;
}

/** Where calendars find the file: app.ts mounts the feed there. */
export const FEED_PATH = '/course/calendar';

/** How many addresses there had been when the form was shown. */
const makeForm = z.object({ version: z.coerce.number().int().min(0).max(1_000_000) });

function placeOf(res: Response): { activityId: string; participantId: string } {
  return { activityId: activityOf(res).id, participantId: requireLearner(res).participantId };
}

/** @throws AppError `course/trial-calendar` (403): nothing of a trial run stays, an address in a calendar would */
function requireOwnDates(res: Response): void {
  if (requireLearner(res).isTrial) throw new AppError('course/trial-calendar', { status: 403 });
}

/** A learner's page of their calendar's address: it is shown once, when it is made. */
export function createCalendarRoutes({ clock, calendars, publicUrl }: CalendarParts): Router {
  const router = Router();
  const send = async (req: Request, res: Response, address: string | null): Promise<void> => {
    const { isTrial } = requireLearner(res);
    const known = isTrial ? null : await calendars.find(placeOf(res));
    sendPage(res, CalendarPage, { frame: pageFrame(req, res), known, address, isTrial });
  };

  router.get('/calendar', (req, res) => send(req, res, null));

  router.post('/calendar', async (req, res) => {
    requireOwnDates(res);
    const { version } = parseBody(makeForm, req);
    const { locale } = pageFrame(req, res).t;
    const secret = newToken();
    const address = { ...placeOf(res), locale, madeAt: clock.now(), version: version + 1 };
    // A form that was sent twice, or from another tab: the address made first is in somebody's calendar already.
    if (await calendars.save(address, secret)) await send(req, res, `${publicUrl}${FEED_PATH}/${secret}.ics`);
    else res.redirect(303, pathTo(res, 'calendar'));
  });

  router.post('/calendar/remove', async (_req, res) => {
    await calendars.remove(placeOf(res));
    res.redirect(303, pathTo(res, 'calendar'));
  });

  return router;
}
