import { Router } from 'express';
import { sendPage } from '../http/index.ts';
import { PostFormPage } from '../../views/demo-lms/post-form-page.tsx';
import { ReturnedPage, type Returned } from '../../views/demo-lms/returned-page.tsx';
import type { DeepLinkingOutcome } from './deep-linking.ts';
import type { LmsParts } from './parts.ts';
import { bareFrame } from './frame.ts';
import { findById } from './state.ts';

function wordsOf({ errorMessage, message, links, isLost }: DeepLinkingOutcome): {
  outcome: Returned;
  message: string | null;
} {
  if (isLost) return { outcome: 'lost', message };
  if (errorMessage !== null) return { outcome: 'fault', message: errorMessage };
  return { outcome: links.length > 0 ? 'saved' : 'nothing', message };
}

/** What browsers ask of the platform on their way to a tool and back. None of it needs a cookie. */
export function launchRoutes({ core, launches, deepLinking }: LmsParts): Router {
  const { state } = core;
  const router = Router();

  router.all('/lti/auth', (req, res) => {
    const params = { ...req.query, ...(req.body as Record<string, unknown> | undefined) };
    sendPage(res, PostFormPage, { frame: bareFrame(req, res), form: launches.answer(params) });
  });

  router.post('/lti/deep-linking/:token', async (req, res) => {
    const { JWT: jwt } = (req.body ?? {}) as { JWT?: unknown };
    // In Moodle the page around the frame takes the answer over; in a window of its own nobody is there to do so.
    const isFramed = req.get('sec-fetch-dest') !== 'document';
    const outcome = await deepLinking.accept(req.params.token, jwt, isFramed);
    res.locals.locale = findById(state.people, outcome.personId)?.locale ?? 'fi';
    sendPage(res, ReturnedPage, {
      frame: bareFrame(req, res),
      courseId: outcome.courseId,
      ...wordsOf(outcome),
    });
  });

  return router;
}
