import type { Answers, Importance, Skill } from './answers.rules.ts';
import { statementsOf, type Area, type Instrument, type Statement } from './instrument.rules.ts';

/** Skill from which on nobody's help is needed. */
const ON_MY_OWN = 4;
/** What a missing importance counts as. */
const IMPORTANT = 3;
const MOST_IMPORTANT = 4;
/** A list of more is not read. */
const NAMED = 3;

/** A statement with a skill on the scale. */
export interface Rated {
  statement: Statement;
  skill: Exclude<Skill, 'outside'>;
  importance: Importance | undefined;
  gap: number;
}

export interface AreaResult {
  area: Area;
  /** 1..5; null when nothing of the area belongs to the person's work. */
  skillMean: number | null;
  /** 1..4, over the statements whose importance was said; null when none was. */
  importanceMean: number | null;
  rated: number;
  outside: number;
}

/** The first few of a list in order of weight, and how many more there are. */
export interface Top {
  named: Rated[];
  more: number;
}

export interface Result {
  areas: AreaResult[];
  /** Where the person manages alone, the best and most important first. */
  strengths: Top;
  /** Where skill and importance lie farthest apart. */
  gaps: Top;
}

/**
 * How far a skill lies below managing alone, weighed by how important the matter is; 0..3.
 * A missing importance counts as "important".
 */
export function gapOf(skill: number, importance: number = IMPORTANT): number {
  return (Math.max(0, ON_MY_OWN - skill) * importance) / MOST_IMPORTANT;
}

/** @returns those of the statements that have a skill on the scale, in the same order. */
export function ratedOf(statements: Statement[], answers: Answers): Rated[] {
  return statements.flatMap(statement => {
    const { skill, importance } = answers[statement.id] ?? {};
    if (skill === undefined || skill === 'outside') return [];
    return [{ statement, skill, importance, gap: gapOf(skill, importance) }];
  });
}

/** @returns null for no values. */
export function meanOf(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function resultOfArea(area: Area, answers: Answers): AreaResult {
  const rated = ratedOf(area.statements, answers);
  return {
    area,
    skillMean: meanOf(rated.map(r => r.skill)),
    importanceMean: meanOf(rated.flatMap(r => r.importance ?? [])),
    rated: rated.length,
    outside: area.statements.filter(s => answers[s.id]?.skill === 'outside').length,
  };
}

function topOf(rated: Rated[], weight: (one: Rated) => number): Top {
  const sorted = rated.toSorted((a, b) => weight(b) - weight(a));
  return { named: sorted.slice(0, NAMED), more: Math.max(0, sorted.length - NAMED) };
}

/** A level of skill weighs more than any importance. */
function strengthOf({ skill, importance = IMPORTANT }: Rated): number {
  return skill * (MOST_IMPORTANT + 1) + importance;
}

/** @returns one person's result by area; equal weights keep the instrument's order, so that it never changes by itself. */
export function summarise(instrument: Instrument, answers: Answers): Result {
  const rated = ratedOf(statementsOf(instrument), answers);
  return {
    areas: instrument.areas.map(area => resultOfArea(area, answers)),
    strengths: topOf(
      rated.filter(r => r.skill >= ON_MY_OWN),
      strengthOf,
    ),
    gaps: topOf(
      rated.filter(r => r.gap > 0),
      r => r.gap,
    ),
  };
}
