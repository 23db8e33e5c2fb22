import { stringify } from 'csv-stringify/sync';
import { Router, type Request, type Response } from 'express';
import { sendPage } from '../../http/index.ts';
import { ReportPage, type ReportRow } from '../../../views/course/teaching/report-page.tsx';
import type { RunRequest } from '../course-request.ts';
import { institutionsOf } from './institutions.rules.ts';
import { readTeacher, type TeachingParts } from './teaching-request.ts';

/** What a run came to: everyone, and institutions of at least five people. */
interface Report extends RunRequest {
  rows: ReportRow[];
  takenAt: Date;
}

async function readReport(req: Request, res: Response, parts: TeachingParts): Promise<Report> {
  const request = readTeacher(req, res, parts);
  const { t } = request.frame;
  const { sums, known, takenAt } = await parts.readNumbers(request);
  const names = await parts.members.institutionsOf(Object.keys(sums.platforms));
  const { begun, done } = sums;
  // Someone may have been taken out of the LMS's course since they began.
  const everyone = { name: t('course:report.everyone'), enrolled: Math.max(known, begun), begun, done };
  const institutions = (institutionsOf(sums, names) ?? []).map(row => ({
    name: row.name ?? t('course:teaching.institutions.others'),
    enrolled: null,
    begun: row.begun,
    done: row.done,
  }));
  return { ...request, rows: [everyone, ...institutions], takenAt };
}

/** The closing report: how many took part, began and completed the run; on a page and as CSV (RFC 4180). */
export function createReportRoutes(parts: TeachingParts): Router {
  const router = Router();

  router.get('/report', async (req, res) => {
    const { frame, activity, rows, takenAt } = await readReport(req, res, parts);
    sendPage(res, ReportPage, { frame, title: activity.title, rows, takenAt });
  });

  router.get('/report.csv', async (req, res) => {
    const { frame, rows } = await readReport(req, res, parts);
    const { t } = frame;
    const heads = (['of', 'enrolled', 'begun', 'done'] as const).map(head => t(`course:report.${head}`));
    const csv = stringify(
      [heads, ...rows.map(({ name, enrolled, begun, done }) => [name, enrolled ?? '', begun, done])],
      {
        bom: true,
        record_delimiter: 'windows',
        escape_formulas: true,
      },
    );
    res.type('text/csv').set('Cache-Control', 'no-store');
    res.set('Content-Disposition', 'attachment; filename="report.csv"').send(csv);
  });

  return router;
}
