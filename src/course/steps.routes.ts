import { dirname } from 'node:path';
import { Router, type Request, type Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { PackageFile, Step } from './course-package.rules.ts';
import { openStepAt, pathTo, readLearner, readReader, stepAt, type RouteParts } from './course-request.ts';
import { catchUp, type CourseParts } from './parts.ts';
import { isMarkable } from './reading-works.ts';
import { sendStep, showWork, type StepWorks } from './step-work.ts';
import { findStep, type Way } from './way.rules.ts';

/** A file type for each ending that a package may have: nothing in it is ever run by a browser. */
const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  mp4: 'video/mp4',
  webm: 'video/webm',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};

function filesOf(step: Step): PackageFile[] {
  if (step.kind === 'file') return [step.file];
  if (step.kind !== 'video') return [];
  return [...(step.file ? [step.file] : []), ...Object.values(step.captions ?? {})];
}

/** @returns the address after a step was done: the next one of its module, else the course's first page */
export function pathAfter(res: Response, way: Way, key: string): string {
  const module = findStep(way, key)?.module;
  const { next } = way;
  return next && module && next.module.id === module.id
    ? pathTo(res, `step/${next.step.key}`)
    : pathTo(res, module ? `#${module.id}` : '');
}

/** Steps' pages, what is done by the learner's word, and the files of a package. */
export function createStepRoutes(parts: RouteParts & { door: CourseParts }, works: StepWorks): Router {
  const router = Router();

  router.get('/step/:module/:step', async (req, res) => {
    const asked = await readReader(req, res, parts);
    const isPart = stepAt(req, asked.standing).step.step.kind === 'activity';
    const request = isPart ? await catchUp(asked, parts) : asked;
    const at = stepAt(req, request.standing);
    const work = at.step.state === 'locked' ? null : await showWork(works, request, at, { req, res });
    sendStep(res, request, at, work);
  });

  router.post('/step/:module/:step/done', async (req, res) => {
    const request = await readLearner(req, res, parts);
    const { step } = openStepAt(req, request.standing);
    if (!isMarkable(step.step.kind)) throw new AppError('http/not-found', { status: 404 });
    const { way } = await parts.marking.markDone(request, request.taker, request.standing, step.key);
    res.redirect(303, pathAfter(res, way, step.key));
  });

  router.get('/step/:module/:step/file/:name', async (req: Request, res: Response) => {
    const { standing } = await readReader(req, res, parts);
    const { step } = openStepAt(req, standing).step;
    const file = filesOf(step).find(({ name }) => name === req.params['name']);
    if (!file) throw new AppError('http/not-found', { status: 404 });
    const type = TYPES[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    const isShown = step.kind === 'video';
    await new Promise<void>((resolve, reject) => {
      const headers = {
        'Content-Type': type,
        'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename="${file.name}"`,
        'Cache-Control': 'private, max-age=3600',
      };
      // From its own folder on: above it, a folder may have a name that begins with a dot.
      const root = dirname(file.path);
      res.sendFile(file.name, { root, headers, acceptRanges: true }, error => {
        // A reader who leaves in the midst of a video is no fault.
        if (error && !res.headersSent) reject(error);
        else resolve();
      });
    });
  });

  return router;
}
