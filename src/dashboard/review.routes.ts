import { Router } from 'express';
import { z } from 'zod';
import { ReviewPage } from '../../views/dashboard/review-page.tsx';
import { activityOf, sessionOf } from '../activities/index.ts';
import { pageFrame, parseQuery, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { loadReview, type ReviewParts } from './review.ts';

const ReviewQuery = z.object({
  /** Set by the redirect after "send again". */
  asked: z.literal('1').optional(),
});

/**
 * `GET /review` below the dashboard: the person whom this launch is about (Submission Review 1.0). Whom, stands in the
 * session and not in the address: nobody comes from one person's page to another's.
 */
export function createReviewRouter(parts: ReviewParts): Router {
  const router = Router({ mergeParams: true });
  router.get('/review', async (req, res) => {
    const session = sessionOf(res);
    if (session.role !== 'teacher') throw new AppError('dashboard/review-teachers-only', { status: 403 });
    const { asked } = parseQuery(ReviewQuery, req);
    if (!session.review) {
      res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
      return;
    }
    const activity = activityOf(res);
    const person = await loadReview(parts, session, activity, session.review);
    sendPage(res, ReviewPage, {
      frame: pageFrame(req, res),
      activity,
      person,
      wasAsked: asked !== undefined,
    });
  });
  return router;
}
