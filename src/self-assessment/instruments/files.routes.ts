import { Router, type Request, type Response } from 'express';
import { isLocale, type Locale } from '../../i18n/index.ts';
import { pageFrame, readUpload, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import {
  decodeFile,
  exportQuestions,
  FILE_FORMATS,
  FILE_TYPES,
  importQuestions,
  type DraftQuestion,
  type FileFormat,
} from '../../questions/index.ts';
import { ImportPage, type ImportPageProps } from '../../../views/self-assessment/instruments/import-page.tsx';
import type { Edit } from './editing.ts';
import { withAddition, type EditVerdict } from './editing.rules.ts';
import { copyOf, ownerOf, pathTo, type InstrumentRouteParts } from './instrument-request.ts';
import type { InstrumentCopy } from './instrument.store.ts';

/** As much as the questions' room takes. */
const FILE_BYTES = 2 * 1024 * 1024;

interface SentFile {
  format: FileFormat;
  locale: Locale;
  /** Of the file, else what was pasted. */
  text: string;
  /** What was pasted, to be shown again. */
  pasted: string;
}

function findFormat(name: unknown): FileFormat | null {
  return FILE_FORMATS.find(format => format === name) ?? null;
}

async function readSent(req: Request, locale: Locale): Promise<SentFile> {
  const form = await readUpload(req, FILE_BYTES);
  const [file, pasted, language] = [form.get('file'), form.get('text'), form.get('language')];
  const isFile = file instanceof Blob && file.size > 0;
  const typed = typeof pasted === 'string' ? pasted : '';
  return {
    format: findFormat(form.get('format')) ?? 'moodle-xml',
    locale: isLocale(language) ? language : locale,
    text: isFile ? decodeFile(new Uint8Array(await file.arrayBuffer())) : typed,
    pasted: typed,
  };
}

/** All of them under new ids, or none. */
function withQuestions({ draft, takenIds }: InstrumentCopy, questions: DraftQuestion[]): EditVerdict<Edit> {
  let edit: { draft: InstrumentCopy['draft']; takenIds: string[] } = { draft, takenIds: [] };
  for (const question of questions) {
    const taken = [...takenIds, ...edit.takenIds];
    const added = withAddition(edit.draft, { kind: 'question' }, { texts: {}, question }, taken);
    if (!added.ok) return added;
    edit = { draft: added.value.draft, takenIds: [...edit.takenIds, added.value.takenId] };
  }
  return { ok: true, value: edit };
}

function sendImport(
  req: Request,
  res: Response,
  copy: InstrumentCopy,
  outcome: Partial<Pick<ImportPageProps, 'values' | 'notes' | 'fault'>> = {},
): void {
  const frame = pageFrame(req, res);
  const values = { format: 'moodle-xml' as const, locale: frame.t.locale, text: '' };
  const isRefused = outcome.values !== undefined;
  const props = { frame, copyId: copy.id, count: copy.draft.check.length, values, ...outcome };
  sendPage(res, ImportPage, props, isRefused ? 422 : 200);
}

async function importFile(req: Request, res: Response, parts: InstrumentRouteParts): Promise<void> {
  const copy = await copyOf(req, res, parts);
  const { format, locale, text, pasted } = await readSent(req, pageFrame(req, res).t.locale);
  const values = { format, locale, text: pasted };
  if (text.trim() === '') {
    sendImport(req, res, copy, { values, fault: 'nothing' });
    return;
  }
  const result = await importQuestions(format, text, locale);
  if (!result.ok) {
    sendImport(req, res, copy, { values, notes: result.faults });
    return;
  }
  const changed = await parts.editing.change(copy.id, ownerOf(res), now =>
    withQuestions(now, result.questions),
  );
  if (!changed.ok) sendImport(req, res, copy, { values, fault: 'full' });
  else res.redirect(303, pathTo(res, `${copy.id}?done=imported#check`));
}

/** Questions from files and as files. */
export function createFileRoutes(parts: InstrumentRouteParts): Router {
  const router = Router();

  router.get('/:copy/import', async (req, res) => {
    sendImport(req, res, await copyOf(req, res, parts));
  });

  router.post('/:copy/import', (req, res) => importFile(req, res, parts));

  router.get('/:copy/export/:format', async (req, res) => {
    const { draft } = await copyOf(req, res, parts);
    const format = findFormat(req.params.format);
    if (!format) throw new AppError('http/not-found', { status: 404 });
    const { ending, mediaType } = FILE_TYPES[format];
    res
      .set({ 'Content-Type': mediaType, 'Cache-Control': 'no-store' })
      .set('Content-Disposition', `attachment; filename="questions.${ending}"`)
      .send(await exportQuestions(format, draft.check, pageFrame(req, res).t.locale));
  });
  return router;
}
