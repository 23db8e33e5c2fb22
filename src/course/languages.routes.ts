import { Router } from 'express';
import { requireTeacher } from '../activities/request.ts';
import { sendPage } from '../http/index.ts';
import { LanguagesPage } from '../../views/course/languages-page.tsx';
import { completenessOf } from './completeness.rules.ts';
import { nameOfPackage } from './course-package.rules.ts';
import { readRun, type RouteParts } from './course-request.ts';

/** Which texts of a run's package, and of the themes it offers, lack which language. */
export function createLanguageRoutes(parts: Pick<RouteParts, 'packages'>): Router {
  const router = Router();
  router.get('/languages', (req, res) => {
    requireTeacher(res);
    const { course, frame } = readRun(req, res, parts);
    const themes = course.themes.flatMap(theme => parts.packages.get(nameOfPackage(theme)) ?? []);
    const packages = [course, ...themes].map(one => ({ ...completenessOf(one), title: one.title }));
    sendPage(res, LanguagesPage, { frame, packages });
  });
  return router;
}
