import { CONDITION, type Instrument, type LocalText } from '../instrument.rules.ts';
import type { Measure } from './tally.rules.ts';

/** One question of an item, and its levels in words, from level 1 up. */
export interface Question {
  measure: Measure;
  levels: LocalText[];
}

/** What group results are told of: a statement, or a condition for the work. */
export interface GroupItem {
  id: string;
  text: LocalText;
  questions: Question[];
  themes: string[];
  workshops: string[];
}

export interface GroupArea {
  id: string;
  title: LocalText;
  /** Each with the same questions. */
  items: GroupItem[];
}

/** @returns all of an instrument that is answered on a scale, in its order. Its open questions are in no group result. */
export function listGroupAreas({ areas, skill, importance, unit, conditions }: Instrument): GroupArea[] {
  const questions: Question[] = [
    { measure: 'skill', levels: skill.levels },
    { measure: 'importance', levels: importance.levels },
    ...(unit ? [{ measure: 'unit' as const, levels: unit.levels }] : []),
  ];
  const ofStatements = areas.map(({ id, title, statements }) => ({
    id,
    title,
    items: statements.map(({ id: itemId, text, themes, workshops }) => {
      return { id: itemId, text, questions, themes, workshops };
    }),
  }));
  if (!conditions) return ofStatements;
  const level: Question[] = [{ measure: 'level', levels: conditions.levels }];
  const items = conditions.items.map(item => ({ ...item, questions: level, themes: [], workshops: [] }));
  return [...ofStatements, { id: CONDITION, title: conditions.title, items }];
}
