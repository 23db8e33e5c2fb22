import { Router, type Request, type Response } from 'express';
import { sessionOf } from '../../activities/request.ts';
import { pageFrame, parseBody, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import type { QuestionKind } from '../../questions/question.rules.ts';
import { ItemPage, type ItemPageProps } from '../../../views/self-assessment/instruments/item-page.tsx';
import { RemovePage } from '../../../views/self-assessment/instruments/remove-page.tsx';
import { additionOf, blankOf, type Wanted } from './additions.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';
import { markOf, wholeMarkOf } from './editing.ts';
import { withAddition, withContent, withMove, withoutItem } from './editing.rules.ts';
import { blankQuestion, valuesOfFields, valuesOfItem } from './form-values.ts';
import { copyOf, ownerOf, pathTo, type InstrumentRouteParts } from './instrument-request.ts';
import type { InstrumentCopy } from './instrument.store.ts';
import { ArrangeForm, MarkForm } from './instruments.forms.ts';
import { fieldsOf, readItem, type Fields, type ReadItem } from './item.forms.ts';
import { findItem, type Item } from './items.rules.ts';
import { readQuestion } from './question.forms.ts';

/** An item's form, whatever kind it is. */
interface ItemForm {
  draft: DraftInstrument;
  item: Item;
  questionKind: QuestionKind | undefined;
}

/** @throws AppError `self-assessment/item-gone` (409) for what was removed, else `http/not-found` (404) */
function itemOf({ draft, takenIds }: InstrumentCopy, req: Request): ItemForm & { item: Item } {
  const itemId = String(req.params['item']);
  const item = findItem(draft, itemId);
  if (!item && takenIds.includes(itemId.replace(/^[a-z]+-/, ''))) {
    throw new AppError('self-assessment/item-gone', { status: 409 });
  }
  if (!item) throw new AppError('http/not-found', { status: 404 });
  return { draft, item, questionKind: item.question?.kind };
}

/** @throws AppError `http/not-found` (404) for what cannot be added here */
function wantedOf({ draft }: InstrumentCopy, req: Request): Wanted {
  const wanted = additionOf(draft, String(req.params['kind']));
  if (!wanted) throw new AppError('http/not-found', { status: 404 });
  return wanted;
}

function readForm({ draft, item, questionKind }: ItemForm, fields: Fields): ReadItem {
  if (!questionKind) return readItem(draft, item, fields);
  const read = readQuestion(questionKind, fields);
  if (!read.ok) return { content: { texts: {} }, faults: read.faults };
  return { content: { texts: {}, question: read.question }, faults: {} };
}

/** What was sent, to be shown again. */
function sentValues({ item, questionKind }: ItemForm, fields: Fields): ItemPageProps['values'] {
  return valuesOfFields({ kind: questionKind, names: item.texts.map(text => text.name), fields });
}

type PageFacts = ItemForm &
  Pick<ItemPageProps, 'copyId' | 'itemId' | 'action' | 'values' | 'mark' | 'faults' | 'saved'>;

type SendItem = (req: Request, res: Response, facts: PageFacts, status?: number) => void;

function itemSender({ keepKeyOf }: Pick<InstrumentRouteParts, 'keepKeyOf'>): SendItem {
  return (req, res, facts, status = 200) => {
    const { item, ...rest } = facts;
    const names = item.texts.map(text => text.name);
    const keepKey = keepKeyOf(sessionOf(res), facts);
    sendPage(res, ItemPage, { frame: pageFrame(req, res), kind: item.kind, names, keepKey, ...rest }, status);
  };
}

function createItemRoutes(parts: InstrumentRouteParts): Router {
  const sendItem = itemSender(parts);
  const router = Router();

  router.get('/:copy/item/:item', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const form = itemOf(copy, req);
    const { item } = form;
    const place = { copyId: copy.id, itemId: item.id, action: `item/${item.id}` };
    sendItem(req, res, { ...form, ...place, values: valuesOfItem(item), mark: markOf(item) });
  });

  router.post('/:copy/item/:item', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const form = itemOf(copy, req);
    const itemId = form.item.id;
    const { mark } = parseBody(MarkForm, req);
    const fields = fieldsOf(req.body);
    const { content, faults } = readForm(form, fields);
    const page = { copyId: copy.id, itemId, action: `item/${itemId}`, values: sentValues(form, fields) };
    if (Object.keys(faults).length > 0) {
      sendItem(req, res, { ...form, ...page, mark, faults }, 422);
      return;
    }
    const changed = await parts.editing.change(copy.id, ownerOf(res), ({ draft }) => {
      const now = findItem(draft, itemId);
      if (now && markOf(now) !== mark) return { ok: false, why: 'changed' };
      const edited = withContent(draft, itemId, content);
      return edited.ok ? { ok: true, value: { draft: edited.value } } : edited;
    });
    if (changed.ok) {
      res.redirect(303, pathTo(res, `${copy.id}?done=saved#${itemId}`));
      return;
    }
    const now = findItem(changed.copy.draft, itemId);
    if (!now) throw new AppError('self-assessment/item-gone', { status: 409 });
    if (changed.why !== 'changed') throw refusalOf(changed.why);
    const saved = valuesOfItem(now);
    sendItem(req, res, { ...form, ...page, mark: markOf(now), saved }, 409);
  });
  return router;
}

/** What a whole page says of a change that an instrument does not take. */
function refusalOf(why: string): AppError {
  return new AppError('self-assessment/instrument-full', { status: 409, detail: why });
}

function createAddingRoutes(parts: InstrumentRouteParts): Router {
  const sendItem = itemSender(parts);
  const router = Router();

  router.get('/:copy/new/:kind', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const { questionKind, ...wanted } = wantedOf(copy, req);
    const item = blankOf(wanted.addition);
    const values = questionKind ? blankQuestion(questionKind) : valuesOfItem(item);
    const place = { copyId: copy.id, action: `new/${wanted.name}` };
    sendItem(req, res, { draft: copy.draft, item, questionKind, ...place, values });
  });

  router.post('/:copy/new/:kind', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const { addition, name, questionKind } = wantedOf(copy, req);
    const form = { draft: copy.draft, item: blankOf(addition), questionKind };
    const fields = fieldsOf(req.body);
    const { content, faults } = readForm(form, fields);
    if (Object.keys(faults).length > 0) {
      const page = { copyId: copy.id, action: `new/${name}`, values: sentValues(form, fields), faults };
      sendItem(req, res, { ...form, ...page }, 422);
      return;
    }
    const changed = await parts.editing.change(copy.id, ownerOf(res), ({ draft, takenIds }) => {
      const added = withAddition(draft, addition, content, takenIds);
      if (!added.ok) return added;
      return { ok: true, value: { ...added.value, takenIds: [added.value.takenId] } };
    });
    if (!changed.ok) throw refusalOf(changed.why);
    res.redirect(303, pathTo(res, `${copy.id}?done=saved#${changed.value.itemId}`));
  });
  return router;
}

function createRemovingRoutes(parts: InstrumentRouteParts): Router {
  const router = Router();
  const send = (req: Request, res: Response, copy: InstrumentCopy, isChanged = false): void => {
    const { item, draft } = itemOf(copy, req);
    const area = item.kind === 'area' ? draft.areas[item.index ?? 0] : undefined;
    const texts = [
      ...(item.question ? [item.question.text] : item.texts.slice(0, 1).map(({ text }) => text)),
      ...(area?.statements ?? []).map(({ text }) => text),
      ...(item.kind === 'conditions' ? (draft.conditions?.items ?? []).map(({ text }) => text) : []),
    ];
    const { id: itemId, kind } = item;
    const facts = { copyId: copy.id, itemId, kind, texts, mark: wholeMarkOf(item), isChanged };
    sendPage(res, RemovePage, { frame: pageFrame(req, res), ...facts }, isChanged ? 409 : 200);
  };

  router.get('/:copy/remove/:item', async (req, res) => {
    send(req, res, await copyOf(req, res, parts));
  });

  router.post('/:copy/remove/:item', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const { mark } = parseBody(MarkForm, req);
    const itemId = req.params.item;
    const changed = await parts.editing.change(copy.id, ownerOf(res), ({ draft }) => {
      const now = findItem(draft, itemId);
      if (now && wholeMarkOf(now) !== mark) return { ok: false, why: 'changed' };
      const left = withoutItem(draft, itemId);
      return left.ok ? { ok: true, value: { draft: left.value } } : left;
    });
    if (changed.ok) res.redirect(303, pathTo(res, `${copy.id}?done=removed`));
    else if (changed.why === 'changed') send(req, res, changed.copy, true);
    // Removed already, by whomever: it is as it was wanted.
    else
      res.redirect(
        303,
        pathTo(res, `${copy.id}?done=${changed.why === 'unknown' ? 'removed' : changed.why}`),
      );
  });

  router.post('/:copy/arrange', async (req, res) => {
    const copy = await copyOf(req, res, parts);
    const { itemId, direction } = parseBody(ArrangeForm, req);
    const changed = await parts.editing.change(copy.id, ownerOf(res), ({ draft }) => {
      const moved = withMove(draft, itemId, direction);
      return moved.ok ? { ok: true, value: { draft: moved.value } } : moved;
    });
    if (!changed.ok) throw new AppError('self-assessment/item-gone', { status: 409 });
    res.redirect(303, pathTo(res, `${copy.id}#${itemId}`));
  });
  return router;
}

/** Editing, adding, moving and removing one thing at a time; a change that somebody else made is never written over. */
export function createEditingRoutes(parts: InstrumentRouteParts): Router {
  const router = Router();
  router.use(createItemRoutes(parts), createAddingRoutes(parts), createRemovingRoutes(parts));
  return router;
}
