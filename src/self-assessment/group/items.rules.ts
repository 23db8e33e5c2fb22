import type { Instrument, LocalText } from '../instrument.rules.ts';
import type { Measure } from './tally.rules.ts';

/** One question of an item, and its levels in words, from level 1 up. */
export interface Question {
  measure: Measure;
  levels: LocalText[];
}

/** What group results are told of: a statement. */
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
  items: GroupItem[];
}

/** @returns all of an instrument that is answered on a scale, in its order. */
export function listGroupAreas(instrument: Instrument): GroupArea[] {
  const questions: Question[] = [
    { measure: 'skill', levels: instrument.skill.levels },
    { measure: 'importance', levels: instrument.importance.levels },
  ];
  return instrument.areas.map(({ id, title, statements }) => ({
    id,
    title,
    items: statements.map(statement => ({ ...statement, questions })),
  }));
}
