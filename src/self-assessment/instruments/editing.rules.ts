import { CONDITION, QUESTION, REFLECTION, type LocalText } from '../instrument.rules.ts';
import type { DraftQuestion } from '../../questions/question.rules.ts';
import { AT_MOST, emptyText, type DraftInstrument } from './draft.rules.ts';
import { findItem, type Item } from './items.rules.ts';

/** What an item's form says. */
export interface ItemContent {
  /** By the names of the item's texts. */
  texts: Record<string, LocalText>;
  /** Of a statement: the first weighs most. */
  themes?: string[] | undefined;
  workshops?: string[] | undefined;
  question?: DraftQuestion | undefined;
}

/** What can be added: a statement to an area, or a thing of its own list. */
export type Addition =
  | { kind: 'statement'; areaId: string }
  | { kind: 'area' | 'condition' | 'reflection' | 'question' | 'theme' | 'workshop' };

export type EditVerdict<T> = { ok: true; value: T } | { ok: false; why: EditFault };
export type EditFault = 'unknown' | 'full' | 'needed' | 'in-use';

/** Letters of areas: not those of conditions, reflections and questions. */
const AREA_LETTERS = Array.from('ABCDGHIJLMNOPQRSTUVWXYZ');
const HIGHEST = 99;

function nextId(prefix: string, taken: readonly string[]): string | null {
  const numbers = taken
    .filter(id => id.startsWith(prefix) && /^[1-9]\d*$/.test(id.slice(prefix.length)))
    .map(id => Number(id.slice(prefix.length)));
  const next = Math.max(0, ...numbers) + 1;
  return next > HIGHEST ? null : prefix + String(next);
}

function write(item: Item, content: ItemContent): void {
  for (const { name, text } of item.texts) {
    // Only names that the item has: what a form sends besides them is left alone.
    if (Object.hasOwn(content.texts, name)) Object.assign(text, content.texts[name]);
  }
  if (item.statement) {
    item.statement.themes = content.themes ?? item.statement.themes;
    item.statement.workshops = content.workshops ?? item.statement.workshops;
  }
  if (item.question && item.list && item.index !== undefined && content.question) {
    item.list[item.index] = { ...content.question, id: item.question.id };
  }
}

/** @returns the draft with the item's content replaced */
export function withContent(
  draft: DraftInstrument,
  itemId: string,
  content: ItemContent,
): EditVerdict<DraftInstrument> {
  const changed = structuredClone(draft);
  const item = findItem(changed, itemId);
  if (!item) return { ok: false, why: 'unknown' };
  write(item, content);
  return { ok: true, value: changed };
}

/** The list that an addition goes to, how its ids begin, and how many it takes. */
function placeOf(
  draft: DraftInstrument,
  addition: Addition,
): { list: { id: string }[]; prefix: string; isFull: boolean } | null {
  const place = (list: { id: string }[], prefix: string, atMost: number) => ({
    list,
    prefix,
    isFull: list.length >= atMost,
  });
  switch (addition.kind) {
    case 'statement': {
      const area = draft.areas.find(one => one.id === addition.areaId);
      const count = draft.areas.reduce((sum, one) => sum + one.statements.length, 0);
      return area
        ? { ...place(area.statements, area.id, HIGHEST), isFull: count >= AT_MOST.statements }
        : null;
    }
    case 'area':
      return place(draft.areas, '', AT_MOST.areas);
    case 'condition':
      return draft.conditions ? place(draft.conditions.items, CONDITION, AT_MOST.conditions) : null;
    case 'reflection':
      return place(draft.reflections, REFLECTION, AT_MOST.reflections);
    case 'question':
      return place(draft.check, QUESTION, AT_MOST.questions);
    case 'theme':
      return place(draft.themes, 't', AT_MOST.themes);
    case 'workshop':
      return place(draft.workshops, 'w', AT_MOST.workshops);
  }
}

function newEntry(kind: Addition['kind'], id: string, content: ItemContent): { id: string } {
  if (kind === 'question') return { ...content.question, id };
  if (kind === 'statement') {
    return { id, text: emptyText(), themes: [], workshops: [] } as { id: string };
  }
  if (kind === 'area') return { id, title: emptyText(), statements: [] } as { id: string };
  const isNamed = kind === 'theme' || kind === 'workshop';
  return { id, [isNamed ? 'title' : 'text']: emptyText() };
}

/** @returns the item's id within the draft: areas, themes and workshops have ids that are no statement's */
export function itemIdOf(kind: Addition['kind'], id: string): string {
  return ['area', 'theme', 'workshop'].includes(kind) ? `${kind}-${id}` : id;
}

/**
 * Adds at the end of its list, under an id that the copy has never used: answers and comparisons go by ids.
 * @param taken every id that the copy has ever used
 * @returns the draft, the new item's id within it, and the id that is now taken
 */
export function withAddition(
  draft: DraftInstrument,
  addition: Addition,
  content: ItemContent,
  taken: readonly string[],
): EditVerdict<{ draft: DraftInstrument; itemId: string; takenId: string }> {
  const changed = structuredClone(draft);
  const place = placeOf(changed, addition);
  if (!place) return { ok: false, why: 'unknown' };
  const { kind } = addition;
  const id =
    kind === 'area'
      ? (AREA_LETTERS.find(letter => !taken.includes(letter)) ?? null)
      : nextId(place.prefix, taken);
  if (place.isFull || id === null) return { ok: false, why: 'full' };
  place.list.push(newEntry(kind, id, content));
  const itemId = itemIdOf(kind, id);
  write(findItem(changed, itemId) as Item, content);
  return { ok: true, value: { draft: changed, itemId, takenId: id } };
}

/** @returns the draft with the item one place up or down in its list; at the end of the list it stays */
export function withMove(
  draft: DraftInstrument,
  itemId: string,
  direction: 'up' | 'down',
): EditVerdict<DraftInstrument> {
  const changed = structuredClone(draft);
  const { list, index } = findItem(changed, itemId) ?? {};
  if (!list || index === undefined) return { ok: false, why: 'unknown' };
  const other = index + (direction === 'up' ? -1 : 1);
  if (other >= 0 && other < list.length) [list[index], list[other]] = [list[other], list[index]];
  return { ok: true, value: changed };
}

function isInUse(draft: DraftInstrument, { kind, list, index }: Item): boolean {
  if (kind !== 'theme' && kind !== 'workshop') return false;
  const { id } = list?.[index ?? -1] as { id: string };
  return draft.areas.some(area =>
    area.statements.some(one => (kind === 'theme' ? one.themes : one.workshops).includes(id)),
  );
}

/**
 * An area goes with its statements. The last area, and what an instrument cannot be without, stays; the last condition
 * takes its part with it.
 */
export function withoutItem(draft: DraftInstrument, itemId: string): EditVerdict<DraftInstrument> {
  const changed = structuredClone(draft);
  const item = findItem(changed, itemId);
  if (!item) return { ok: false, why: 'unknown' };
  if (isInUse(draft, item)) return { ok: false, why: 'in-use' };
  if (item.kind === 'unit') delete changed.unit;
  else if (item.kind === 'conditions') delete changed.conditions;
  else if (!item.list || item.index === undefined) return { ok: false, why: 'needed' };
  else if (item.kind === 'area' && item.list.length === 1) return { ok: false, why: 'needed' };
  else item.list.splice(item.index, 1);
  if (changed.conditions?.items.length === 0) delete changed.conditions;
  return { ok: true, value: changed };
}
