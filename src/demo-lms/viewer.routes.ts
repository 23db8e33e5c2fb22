import { parseCookie } from 'cookie';
import { Router, type CookieOptions, type RequestHandler } from 'express';
import { DAY_MS } from '../kit/clock.ts';
import { parseBody } from '../http/index.ts';
import { viewerOf, type Viewer } from './frame.ts';
import type { LmsParts } from './parts.ts';
import { LocaleForm, PersonForm, RoleForm } from './pages.forms.ts';
import { findById, type DemoPerson, type DemoState } from './state.ts';

/** Who looks is a choice and no secret: nobody logs in to a demonstration. */
const COOKIE: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 30 * DAY_MS };

/** Cookies know no ports, and several LMSs may run on one host. */
function cookieNames(issuer: string): { person: string; role: string } {
  const { port } = new URL(issuer);
  return { person: `demo_person_${port}`, role: `demo_role_${port}` };
}

function viewerAs(person: DemoPerson, wantsStudent: boolean): Viewer {
  const isStaff = person.role !== 'student';
  const asLearner = isStaff && wantsStudent;
  return {
    person,
    asLearner,
    // Sees the gradebook and switches roles; what Moodle lets only editing teachers do is not told apart here.
    isTeacher: isStaff && !asLearner,
    isAdmin: person.role === 'admin' && !asLearner,
  };
}

/** Finds out who looks; a teacher while nobody was chosen. */
export function findViewer(state: DemoState): RequestHandler {
  const names = cookieNames(state.issuer);
  return (req, res, next) => {
    const cookies = parseCookie(req.get('cookie') ?? '');
    const person = findById(state.people, cookies[names.person] ?? '') ?? state.people[0];
    if (person) {
      res.locals.viewer = viewerAs(person, cookies[names.role] === 'student');
      res.locals.locale = person.locale;
    }
    next();
  };
}

/** The choices of the header and the foot: person, role, language. */
export function viewerRoutes({ core }: LmsParts): Router {
  const { state } = core;
  const names = cookieNames(state.issuer);
  const router = Router();

  router.post('/person', (req, res) => {
    const { person, back } = parseBody(PersonForm, req);
    res.cookie(names.person, person, COOKIE).clearCookie(names.role, { path: '/' }).redirect(303, back);
  });

  router.post('/role', (req, res) => {
    const { role, back } = parseBody(RoleForm, req);
    res.cookie(names.role, role, COOKIE).redirect(303, back);
  });

  router.post('/language', (req, res) => {
    const { locale, back } = parseBody(LocaleForm, req);
    viewerOf(res).person.locale = locale;
    core.changed();
    res.redirect(303, back);
  });

  return router;
}
