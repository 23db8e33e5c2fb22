import { Router, type Request, type Response } from 'express';
import type { Activity } from '../../activities/activity.ts';
import { activityOf } from '../../activities/request.ts';
import { pageFrame, parseBody, parseQuery, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import { presentQuestion } from '../../questions/asking.rules.ts';
import { textIn } from '../../questions/languages.rules.ts';
import { InstrumentPage } from '../../../views/self-assessment/instruments/instrument-page.tsx';
import { ListPage } from '../../../views/self-assessment/instruments/list-page.tsx';
import { InstrumentPreviewPage } from '../../../views/self-assessment/instruments/preview-page.tsx';
import type { Instrument } from '../instrument.rules.ts';
import { selfAssessmentTexts } from '../text.ts';
import { createEditingRoutes } from './editing.routes.ts';
import { createFileRoutes } from './files.routes.ts';
import { copyOf, mayUse, ownerOf, pathTo, type InstrumentRouteParts } from './instrument-request.ts';
import type { InstrumentCopy } from './instrument.store.ts';
import { DoneQuery, PublishForm, VersionAddress, VersionForm } from './instruments.forms.ts';
import { overviewOfDraft } from './overview.rules.ts';
import { previewOf, type PublishFault } from './publishing.rules.ts';

const COPY_ENDING = 'instruments.copy-ending';

/** The version that the activity uses; null when it is not there any more. */
async function findInUse(
  { instruments }: InstrumentRouteParts,
  activity: Activity,
): Promise<Instrument | null> {
  const { instrument, version } = instruments.choiceOf(activity);
  if (version === undefined) return instruments.shipped.get(instrument) ?? null;
  return instruments.findVersion(instrument, version);
}

/**
 * @returns a version that this teacher may look at, copy and use: one that ships, of the classroom's own, or the one that
 *   the activity uses already. @throws AppError 404 for any other
 */
async function findReadable(
  res: Response,
  parts: InstrumentRouteParts,
  { id, version }: { id: string; version: number },
): Promise<Instrument> {
  const { instruments } = parts;
  const owner = ownerOf(res);
  const found = await instruments.findVersion(id, version);
  const isOpen =
    instruments.shipped.has(id) ||
    instruments.choiceOf(activityOf(res)).instrument === id ||
    (await instruments.store.findOwn(id, owner)) !== null;
  if (!found || !isOpen) throw new AppError('http/not-found', { status: 404 });
  return found;
}

async function sendList(req: Request, res: Response, parts: InstrumentRouteParts): Promise<void> {
  const { instruments } = parts;
  const activity = activityOf(res);
  const copies = await instruments.store.listOwn(ownerOf(res));
  const inUse = await findInUse(parts, activity);
  const shipped = [...instruments.shipped.values()];
  const own = copies.find(copy => copy.id === inUse?.id);
  const newest = own?.publishedVersion ?? instruments.shipped.get(inUse?.id ?? '')?.version ?? 0;
  const isOfOthers = inUse && !own && !instruments.shipped.has(inUse.id);
  sendPage(res, ListPage, {
    frame: pageFrame(req, res),
    activityTitle: activity.title,
    inUse,
    newer: inUse && newest > inUse.version ? { ...inUse, version: newest } : null,
    ready: isOfOthers ? [...shipped, inUse] : shipped,
    copies: copies.map(copy => ({ ...copy, hasChanges: copy.draftRevision !== copy.publishedRevision })),
    hasBegun: await parts.hasBegun(activity.id),
  });
}

async function sendInstrument(
  req: Request,
  res: Response,
  {
    parts,
    copy,
    faults = [],
  }: { parts: InstrumentRouteParts; copy: InstrumentCopy; faults?: PublishFault[] },
): Promise<void> {
  const frame = pageFrame(req, res);
  const activity = activityOf(res);
  const { id, draft, publishedVersion, publishedRevision, draftRevision } = copy;
  const choice = parts.instruments.choiceOf(activity);
  sendPage(
    res,
    InstrumentPage,
    {
      frame,
      copy: {
        id,
        name: textIn(draft.title, frame.t.locale),
        publishedVersion,
        hasChanges: draftRevision !== publishedRevision,
      },
      ...overviewOfDraft(draft, frame.t.locale),
      hasConditions: draft.conditions !== undefined,
      mayUse: await mayUse(parts, activity, id),
      isInUse: choice.instrument === id && choice.version === publishedVersion,
      done: parseQuery(DoneQuery, req).done,
      faults,
    },
    faults.length > 0 ? 422 : 200,
  );
}

/** @throws AppError `self-assessment/has-begun` (409) when people began with another instrument */
async function checkUse(res: Response, parts: InstrumentRouteParts, id: string): Promise<void> {
  if (!(await mayUse(parts, activityOf(res), id))) {
    throw new AppError('self-assessment/has-begun', { status: 409 });
  }
}

async function use(
  res: Response,
  parts: InstrumentRouteParts,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await checkUse(res, parts, id);
  await parts.changeSettings(activityOf(res).id, { instrument: id, version });
}

function sendPreview(req: Request, res: Response, instrument: Instrument, copyId?: string): void {
  const frame = pageFrame(req, res);
  const questions = (instrument.check ?? []).map(one => presentQuestion(one, frame.t.locale));
  sendPage(res, InstrumentPreviewPage, { frame, instrument, questions, copyId });
}

/** Pages that show: the list, an instrument, a version, a draft as a learner sees it. */
function createReadingRoutes(parts: InstrumentRouteParts): Router {
  const router = Router();
  router.get('/', (req, res) => sendList(req, res, parts));

  router.get('/:copy', async (req, res) => {
    await sendInstrument(req, res, { parts, copy: await copyOf(req, res, parts) });
  });

  router.get('/:copy/preview', async (req, res) => {
    const { id, draft } = await copyOf(req, res, parts);
    sendPreview(req, res, previewOf(draft, pageFrame(req, res).t.locale), id);
  });

  router.get('/:copy/version/:version', async (req, res) => {
    ownerOf(res);
    const address = VersionAddress.safeParse(req.params);
    if (!address.success) throw new AppError('http/not-found', { status: 404 });
    const { copy: id, version } = address.data;
    sendPreview(req, res, await findReadable(res, parts, { id, version }));
  });
  return router;
}

/** Everything below `/l/<launch>/self-assessment/instruments`: for teachers. */
export function createInstrumentRoutes(parts: InstrumentRouteParts): Router {
  const { editing } = parts;
  const router = Router();

  router.post('/copy', async (req, res) => {
    const owner = ownerOf(res);
    const source = await findReadable(res, parts, parseBody(VersionForm, req));
    const ending = (locale: 'fi' | 'sv' | 'en'): string => selfAssessmentTexts[locale][COPY_ENDING] ?? '';
    const endings = { fi: ending('fi'), sv: ending('sv'), en: ending('en') };
    const id = await editing.copy(source, owner, endings);
    res.redirect(303, pathTo(res, `${id}?done=copied`));
  });

  router.post('/use', async (req, res) => {
    ownerOf(res);
    const { id, version } = await findReadable(res, parts, parseBody(VersionForm, req));
    await use(res, parts, { id, version });
    res.redirect(303, pathTo(res));
  });

  router.post('/:copy/publish', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const form = parseBody(PublishForm, req);
    if (form.use) await checkUse(res, parts, copy.id);
    const published = await editing.publish(copy.id, ownerOf(res));
    if (!published.ok) {
      await sendInstrument(req, res, { parts, copy, faults: published.faults });
      return;
    }
    if (form.use) await use(res, parts, { id: copy.id, version: published.version });
    res.redirect(303, pathTo(res, `${copy.id}?done=${form.use ? 'used' : 'published'}`));
  });

  router.use(createReadingRoutes(parts), createEditingRoutes(parts), createFileRoutes(parts));
  return router;
}
