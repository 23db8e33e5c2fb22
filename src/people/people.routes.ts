import express, { type Router } from 'express';
import { parseBody } from '../http/index.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import { AppError } from '../kit/errors.ts';
import { LanguageForm } from './people.forms.ts';
import { pathAfterChoice } from './language.rules.ts';
import type { People } from './people.ts';

/** Routes of everyone in a launch, mounted at `/l/<id>`: `POST /language`. */
export function createPeopleRouter({
  people,
  sessions,
}: {
  people: People;
  sessions: SessionChanges;
}): Router {
  const router = express.Router({ mergeParams: true });
  router.post('/language', async (req, res) => {
    const { locale } = parseBody(LanguageForm, req);
    const { session, base } = res.locals;
    if (!session || base === undefined) throw new AppError('lti/session-missing', { status: 401 });
    await people.setLocale(session, locale);
    await sessions.change(session.id, { locale });
    res.redirect(303, pathAfterChoice(req.get('referer'), base));
  });
  return router;
}
