import { Router } from 'express';
import { sendPage } from '../http/index.ts';
import { PostFormPage } from '../../views/demo-lms/post-form-page.tsx';
import { ReturnedPage, type Returned } from '../../views/demo-lms/returned-page.tsx';
import type { DeepLinkingOutcome } from './deep-linking.ts';
import type { LmsParts } from './parts.ts';
import { bareFrame } from './frame.ts';
import { findById } from './state.ts';

function wordsOf({ errorMessage, message, links }: DeepLinkingOutcome): {
  outcome: Returned;
  message: string | null;
} {
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
    const outcome = await deepLinking.accept(
      req.params.token,
      (req.body as { JWT?: unknown } | undefined)?.JWT,
    );
    res.locals.locale = findById(state.people, outcome.personId)?.locale ?? 'fi';
    sendPage(res, ReturnedPage, {
      frame: bareFrame(req, res),
      courseId: outcome.courseId,
      ...wordsOf(outcome),
    });
  });

  return router;
}
