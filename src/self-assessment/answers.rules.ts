import { TIME_ZONE } from '../kit/clock.ts';
import type { TakerRole } from './roles.rules.ts';
import { statementsOf, type Area, type Instrument, type Statement } from './instrument.rules.ts';

/** 1 to 5, or that the matter is no part of the person's work or studies. */
export type Skill = 1 | 2 | 3 | 4 | 5 | 'outside';
/** 1 to 4. */
export type Importance = 1 | 2 | 3 | 4;

/** 1 to 5: how far a condition for the work is met. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** What was said of one statement or condition. Skill is what makes a statement answered; the rest may stay unsaid. */
export interface Answer {
  skill?: Skill | undefined;
  importance?: Importance | undefined;
  /** A supervisor's word on the unit. */
  unit?: Skill | undefined;
  /** A supervisor's word on a condition. */
  level?: Level | undefined;
}

/** Answers by the id of the statement or condition. */
export type Answers = Record<string, Answer>;

/** How many statements of how many are answered. */
export interface Counts {
  answered: number;
  total: number;
}

/** How far someone is: in all, by area, and what is missing in the instrument's order. */
export interface Overview extends Counts {
  areas: (Counts & { area: Area })[];
  missing: { area: Area; statement: Statement }[];
}

function isAnswered(answers: Answers, statement: Statement): boolean {
  return answers[statement.id]?.skill !== undefined;
}

function countOf(statements: Statement[], answers: Answers): Counts {
  return { answered: statements.filter(s => isAnswered(answers, s)).length, total: statements.length };
}

/** @returns how far someone with these answers is. Answers may be sent when nothing is missing. */
export function overviewOf(instrument: Instrument, answers: Answers): Overview {
  return {
    ...countOf(statementsOf(instrument), answers),
    areas: instrument.areas.map(area => ({ area, ...countOf(area.statements, answers) })),
    missing: instrument.areas.flatMap(area =>
      area.statements.filter(s => !isAnswered(answers, s)).map(statement => ({ area, statement })),
    ),
  };
}

/** @returns what of these answers is this person's to give: of the unit and its conditions supervisors are asked alone */
export function allowedOf(answers: Answers, role: TakerRole | null): Answers {
  if (role === 'supervisor') return answers;
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, { unit: _unit, level: _level, ...own }]): [string, Answer][] =>
      Object.keys(own).length > 0 ? [[id, own]] : [],
    ),
  );
}

/** @returns whether any of these answers is a supervisor's alone to give */
export function isOfUnit(answers: Answers): boolean {
  return Object.values(answers).some(({ unit, level }) => unit !== undefined || level !== undefined);
}

/** Sweden writes days as ISO 8601 does. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

/** @returns the day in Helsinki as `2026-11-27`: the finest time that may stand beside answers. */
export function dayOf(at: Date): string {
  return DAY.format(at);
}
