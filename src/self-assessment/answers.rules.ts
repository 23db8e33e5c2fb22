import { TIME_ZONE } from '../kit/clock.ts';
import { statementsOf, type Area, type Instrument, type Statement } from './instrument.rules.ts';

/** 1 to 5, or that the matter is no part of the person's work or studies. */
export type Skill = 1 | 2 | 3 | 4 | 5 | 'outside';
/** 1 to 4. */
export type Importance = 1 | 2 | 3 | 4;

/** What was said of one statement. Skill is what makes it answered; importance may stay unsaid. */
export interface Answer {
  skill?: Skill | undefined;
  importance?: Importance | undefined;
}

/** Answers by the statement's id. */
export type Answers = Record<string, Answer>;

/** @returns whether the statement is answered. */
export function isAnswered(answers: Answers, statement: Statement): boolean {
  return answers[statement.id]?.skill !== undefined;
}

/** @returns how many of these statements are answered. */
export function countAnswered(statements: Statement[], answers: Answers): number {
  return statements.filter(statement => isAnswered(answers, statement)).length;
}

/** @returns the statements that are not answered yet, with their areas, in the instrument's order. */
export function listMissing(instrument: Instrument, answers: Answers): { area: Area; statement: Statement }[] {
  return instrument.areas.flatMap(area =>
    area.statements.filter(s => !isAnswered(answers, s)).map(statement => ({ area, statement })),
  );
}

/** Answers may be sent when every statement has a skill. */
export function maySubmit(instrument: Instrument, answers: Answers): boolean {
  const statements = statementsOf(instrument);
  return countAnswered(statements, answers) === statements.length;
}

/** @returns the day in Helsinki as `2026-11-27`: the finest time that may stand beside answers. */
export function dayOf(at: Date): string {
  // Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(at);
}
