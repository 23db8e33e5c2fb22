import { Router, type Request, type Response } from 'express';
import type { Database } from '../../db/database.ts';
import { pageFrame, sendPage, type PageFrame } from '../../http/index.ts';
import type { Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import type { Instrument } from '../instrument.rules.ts';
import { ExportPage, type ExportPageProps } from '../../../views/self-assessment/research/export-page.tsx';
import { ResearchPage } from '../../../views/self-assessment/research/research-page.tsx';
import { codebookOf, type Code } from './codebook.rules.ts';
import { makeExport, type ExportParts } from './exporting.ts';
import { codebookCsv, exportCsv, exportJson } from './files.ts';
import { findListed, listActivities, type KnownActivity, type ListParts } from './listing.ts';
import { readExportForm } from './research.forms.ts';
import { createResearchStore } from './research.store.ts';

export interface ResearchOptions {
  db: Database;
  clock: Clock;
  /** @returns the activity, or null when it is gone */
  findActivity: (id: string) => Promise<KnownActivity | null>;
  /** @returns the instrument in the version that was answered, or null */
  findInstrument: (id: string, version: number) => Promise<Instrument | null>;
  /** @returns the names that operators gave these platforms */
  institutionNamesOf: (platformIds: string[]) => Promise<ReadonlyMap<string, string>>;
}

const EMPTY = { rounds: [], by: '', reason: '', format: 'csv' } as const;

/** Operators' pages have their language from the operator's session. */
function frameOf(req: Request, res: Response): PageFrame {
  return { ...pageFrame(req, res), languagePath: '/admin/language' };
}

function sendFile(res: Response, name: string, content: string): void {
  res.set('Cache-Control', 'no-store').attachment(name).send(content);
}

/** Research exports; to be mounted behind the operators' sign-in, at `/admin/research`. */
export function createResearchRouter(options: ResearchOptions): Router {
  const { db, clock, findInstrument, institutionNamesOf } = options;
  const store = createResearchStore(db);
  const exporting: ExportParts = { db, clock, store, institutionNamesOf };
  const listing: ListParts = { ...options, store };
  const router = Router();

  const loadCodebook = async (activityId: string, frame: PageFrame): Promise<Code[]> => {
    const records = await store.list(activityId);
    const versions = new Map(records.map(one => [JSON.stringify(one.instrument), one.instrument]));
    const found = await Promise.all([...versions.values()].map(one => findInstrument(one.id, one.version)));
    return codebookOf(
      found.filter(one => one !== null),
      frame.t,
    );
  };
  const activityOf = async (req: Request, frame: PageFrame) => {
    const activity = await findListed(listing, String(req.params['activity']), frame.t);
    if (!activity) throw new AppError('http/not-found', { status: 404 });
    return activity;
  };
  const sendForm = (res: Response, props: ExportPageProps): void =>
    sendPage(res, ExportPage, props, props.isRefused || Object.keys(props.faults).length > 0 ? 422 : 200);

  router.get('/', async (req, res) => {
    const frame = frameOf(req, res);
    const [activities, log] = await Promise.all([listActivities(listing, frame.t), store.listLog()]);
    sendPage(res, ResearchPage, { frame, activities, log });
  });

  router.get('/:activity', async (req, res) => {
    const frame = frameOf(req, res);
    sendForm(res, { frame, activity: await activityOf(req, frame), values: EMPTY, faults: {} });
  });

  router.get('/:activity/codebook.csv', async (req, res) => {
    const frame = frameOf(req, res);
    const { id } = await activityOf(req, frame);
    sendFile(res, 'codebook.csv', codebookCsv(await loadCodebook(id, frame)));
  });

  router.post('/:activity', async (req, res) => {
    const frame = frameOf(req, res);
    const activity = await activityOf(req, frame);
    const form = readExportForm(req.body);
    if (!form.ok) {
      sendForm(res, { frame, activity, values: form.values, faults: form.faults });
      return;
    }
    const { format, ...choices } = form.choices;
    const made = await makeExport(exporting, { activity, ...choices });
    if (!made) sendForm(res, { frame, activity, values: form.choices, faults: {}, isRefused: true });
    else if (format === 'csv') sendFile(res, `research-${made.id}.csv`, exportCsv(made));
    else {
      const codebook = await loadCodebook(activity.id, frame);
      sendFile(res, `research-${made.id}.json`, exportJson(made, codebook));
    }
  });

  return router;
}
