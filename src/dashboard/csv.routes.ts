import { Router } from 'express';
import { activityOf, requireTeacher } from '../activities/index.ts';
import { pageFrame } from '../http/index.ts';
import { gradesCsv, type CsvParts } from './csv.ts';

/** A name that every system can keep, with the activity's own words where it can. */
function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return `${plain.slice(0, 60) || 'grades'}.csv`;
}

/** `GET /grades.csv` below the dashboard: all grades as a table, for a gradebook that does not take them. */
export function createCsvRouter(parts: CsvParts): Router {
  const router = Router({ mergeParams: true });
  router.get('/grades.csv', async (req, res) => {
    const session = requireTeacher(res);
    const activity = activityOf(res);
    const csv = await gradesCsv(parts, session, activity, pageFrame(req, res).t);
    res
      .type('text/csv')
      .set('Content-Disposition', `attachment; filename="${fileNameOf(activity.title)}"`)
      .send(csv);
  });
  return router;
}
