import type { Locale } from '../../i18n/index.ts';
import { textIn } from '../../questions/languages.rules.ts';
import { completenessOf, lacksOf, type Completeness } from './completeness.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';
import { listItems, SECTIONS, type Item, type ItemKind, type Section } from './items.rules.ts';

/** One thing of an instrument, as its page lists it. */
export interface ItemRow {
  id: string;
  kind: ItemKind;
  /** What it begins with; a language is absent or empty where nothing is written. */
  text: Partial<Record<Locale, string>>;
  /** Languages in which something of it is to be written. */
  lacks: Locale[];
  canMoveUp: boolean;
  canMoveDown: boolean;
  canRemove: boolean;
}

/** One part of an instrument's page; areas have their statements apart. */
export interface SectionRows {
  section: Section;
  rows: ItemRow[];
  areas: { id: string; title: string; rows: ItemRow[] }[];
}

/** Whole parts that an instrument may be without. */
const REMOVABLE: ItemKind[] = ['unit', 'conditions'];

function rowOf(item: Item): ItemRow {
  const { id, kind, texts, question, list, index = 0 } = item;
  const last = (list?.length ?? 0) - 1;
  return {
    id,
    kind,
    text: question?.text ?? texts[0]?.text ?? {},
    lacks: lacksOf(item),
    canMoveUp: list !== undefined && index > 0,
    canMoveDown: list !== undefined && index < last,
    canRemove: REMOVABLE.includes(kind) || (list !== undefined && (kind !== 'area' || last > 0)),
  };
}

/** @returns the page of a draft: its parts in their order, and how much is written in each language */
export function overviewOfDraft(
  draft: DraftInstrument,
  locale: Locale,
): { sections: SectionRows[]; completeness: Completeness } {
  const items = listItems(draft);
  const rowsWhere = (isWanted: (item: Item) => boolean): ItemRow[] => items.filter(isWanted).map(rowOf);
  const areas = draft.areas.map(area => {
    const ids = area.statements.map(one => one.id);
    return {
      id: area.id,
      title: textIn(area.title, locale),
      rows: rowsWhere(item => item.id === `area-${area.id}` || ids.includes(item.id)),
    };
  });
  const sections = SECTIONS.map(section => ({
    section,
    rows: section === 'areas' ? [] : rowsWhere(item => item.section === section),
    areas: section === 'areas' ? areas : [],
  }));
  return { sections, completeness: completenessOf(items) };
}
