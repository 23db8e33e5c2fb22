import { Router } from 'express';
import { pageFrame, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { ReadingsPage } from '../../views/course/readings-page.tsx';
import { listSteps, type CoursePackage } from './course-package.rules.ts';
import { readRun, type RouteParts } from './course-request.ts';
import type { ReadingList } from './reading.rules.ts';

export type ReadingParts = RouteParts & { readings: ReadonlyMap<string, ReadingList> };

/** @returns the lists from which the course's steps take what they ask to read */
export function listsOf(course: CoursePackage, readings: ReadonlyMap<string, ReadingList>): ReadingList[] {
  const ids = listSteps(course).flatMap(({ step }) => (step.kind === 'reading' ? [step.list] : []));
  return [...new Set(ids)].flatMap(id => readings.get(id) ?? []);
}

/** Everything there is to read beside the steps, for whoever wants to read on. */
export function createReadingRoutes(parts: ReadingParts): Router {
  const router = Router();
  router.get('/readings', (req, res) => {
    const { course } = readRun(req, res, parts);
    const lists = listsOf(course, parts.readings);
    if (lists.length === 0) throw new AppError('http/not-found', { status: 404 });
    sendPage(res, ReadingsPage, { frame: pageFrame(req, res), lists });
  });
  return router;
}
