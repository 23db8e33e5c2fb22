import type { DraftQuestion } from '../../questions/question.rules.ts';
import type { LocalText, Statement } from '../instrument.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';

/** The parts of an instrument's page, in their order. */
export const SECTIONS = ['basics', 'areas', 'supervisors', 'check', 'reflections', 'names'] as const;
export type Section = (typeof SECTIONS)[number];

export type ItemKind =
  | 'title'
  | 'privacy'
  | 'skill'
  | 'importance'
  | 'area'
  | 'statement'
  | 'unit'
  | 'conditions'
  | 'condition'
  | 'question'
  | 'reflection'
  | 'theme'
  | 'workshop';

/** One text of an item, by its name in the item's form: `text`, `stem`, `level-1`. */
export interface ItemText {
  name: string;
  text: LocalText;
}

/**
 * One thing that is edited on a page of its own. Its texts, its statement and its list are those of the draft it was
 * taken from: to change the draft, change a clone's.
 */
export interface Item {
  /** Within the draft: `title`, `skill`, `area-A`, `A1`, `E1`, `K1`, `theme-R`. */
  id: string;
  kind: ItemKind;
  section: Section;
  /** Of a question none: its form has its own. */
  texts: ItemText[];
  statement?: Statement;
  question?: DraftQuestion;
  /** Where it may be moved and removed, and its place there; absent for what an instrument cannot be without. */
  list?: unknown[];
  index?: number;
}

interface Scale {
  stem: LocalText;
  levels: LocalText[];
  outside?: LocalText;
}

function textsOfScale({ stem, levels, outside }: Scale): ItemText[] {
  return [
    { name: 'stem', text: stem },
    ...levels.map((text, index) => ({ name: `level-${String(index + 1)}`, text })),
    ...(outside ? [{ name: 'outside', text: outside }] : []),
  ];
}

/** The entries of one list of the draft. */
function itemsOf<T extends { id: string }>(
  kind: ItemKind,
  section: Section,
  list: T[],
  rest: (one: T) => Pick<Item, 'texts' | 'statement' | 'question'>,
  prefix = '',
): Item[] {
  return list.map((one, index) => ({ id: prefix + one.id, kind, section, list, index, ...rest(one) }));
}

const ofText = ({ text }: { text: LocalText }): Pick<Item, 'texts'> => ({ texts: [{ name: 'text', text }] });
const ofTitle = ({ title }: { title: LocalText }): Pick<Item, 'texts'> => ({
  texts: [{ name: 'text', text: title }],
});

function basicsOf(draft: DraftInstrument): Item[] {
  const basic = (kind: ItemKind, texts: ItemText[]): Item => ({ id: kind, kind, section: 'basics', texts });
  return [
    basic('title', [{ name: 'text', text: draft.title }]),
    basic('privacy', [{ name: 'text', text: draft.privacy }]),
    basic('skill', textsOfScale(draft.skill)),
    basic('importance', textsOfScale(draft.importance)),
  ];
}

function areasOf(draft: DraftInstrument): Item[] {
  const areas = itemsOf('area', 'areas', draft.areas, ofTitle, 'area-');
  return draft.areas.flatMap((area, index) => [
    ...areas.slice(index, index + 1),
    ...itemsOf('statement', 'areas', area.statements, statement => ({ ...ofText(statement), statement })),
  ]);
}

function supervisorsOf({ unit, conditions }: DraftInstrument): Item[] {
  const section = 'supervisors';
  return [
    ...(unit ? [{ id: 'unit', kind: 'unit' as const, section, texts: textsOfScale(unit) } as Item] : []),
    ...(conditions
      ? [
          {
            id: 'conditions',
            kind: 'conditions' as const,
            section,
            texts: [{ name: 'title', text: conditions.title }, ...textsOfScale(conditions)],
          } as Item,
          ...itemsOf('condition', section, conditions.items, ofText),
        ]
      : []),
  ];
}

/** @returns everything of a draft that can be edited, in the order of its page */
export function listItems(draft: DraftInstrument): Item[] {
  return [
    ...basicsOf(draft),
    ...areasOf(draft),
    ...supervisorsOf(draft),
    ...itemsOf('question', 'check', draft.check, question => ({ texts: [], question })),
    ...itemsOf('reflection', 'reflections', draft.reflections, ofText),
    ...itemsOf('theme', 'names', draft.themes, ofTitle, 'theme-'),
    ...itemsOf('workshop', 'names', draft.workshops, ofTitle, 'workshop-'),
  ];
}

/** @returns the item, or null */
export function findItem(draft: DraftInstrument, id: string): Item | null {
  return listItems(draft).find(item => item.id === id) ?? null;
}
