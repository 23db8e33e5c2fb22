import type { Answers } from './answers.rules.ts';
import { statementsOf, type Area, type Instrument, type Statement } from './instrument.rules.ts';
import { meanOf, ratedOf, summarise, type AreaResult, type Rated } from './result.rules.ts';
import type { Round } from './rounds.rules.ts';

/** A list of more is not read. */
const NAMED = 3;

export type Direction = 'raised' | 'same' | 'lowered';

/** A statement that was rated in both rounds. */
export interface StatementChange {
  statement: Statement;
  earlier: Rated['skill'];
  later: Rated['skill'];
  direction: Direction;
}

/** Means of skill (1..5) over the area's statements that were rated in both rounds. */
export interface AreaChange {
  area: Area;
  /** How many statements that is; 0: the rest is null. */
  compared: number;
  earlierMean: number | null;
  laterMean: number | null;
  /** -4..4: later less earlier. */
  change: number | null;
  counts: Record<Direction, number>;
}

export interface Change {
  areas: AreaChange[];
  /** In the order of asking. */
  statements: StatementChange[];
  counts: Record<Direction, number>;
  /** The largest rises first, equals in the order of asking; `more` is how many others rose. */
  rises: { named: StatementChange[]; more: number };
}

/** What a person said in a round. */
export interface RoundAnswers {
  round: Round;
  answers: Answers;
  doneAt: Date | null;
}

/** An earlier round beside a later one. */
export interface EarlierRound extends RoundAnswers {
  areas: AreaResult[];
  /** Null: no statement was rated both times. */
  change: Change | null;
}

function directionOf(earlier: number, later: number): Direction {
  if (later === earlier) return 'same';
  return later > earlier ? 'raised' : 'lowered';
}

function compareStatements(statements: Statement[], earlier: Answers, later: Answers): StatementChange[] {
  const before = new Map(ratedOf(statements, earlier).map(one => [one.statement.id, one.skill]));
  return ratedOf(statements, later).flatMap(({ statement, skill }) => {
    const was = before.get(statement.id);
    if (was === undefined) return [];
    return [{ statement, earlier: was, later: skill, direction: directionOf(was, skill) }];
  });
}

function countsOf(statements: StatementChange[]): Record<Direction, number> {
  const count = (direction: Direction): number => statements.filter(s => s.direction === direction).length;
  return { raised: count('raised'), same: count('same'), lowered: count('lowered') };
}

function changeOfArea(area: Area, all: StatementChange[]): AreaChange {
  const changes = all.filter(change => area.statements.includes(change.statement));
  return {
    area,
    compared: changes.length,
    earlierMean: meanOf(changes.map(change => change.earlier)),
    laterMean: meanOf(changes.map(change => change.later)),
    change: meanOf(changes.map(change => change.later - change.earlier)),
    counts: countsOf(changes),
  };
}

/**
 * What changed in a person's own view between two rounds of the same statements. Only statements that were rated both
 * times are compared: a mean over others would move without any change of view.
 * @returns null when no statement was rated both times
 */
export function compareRounds(instrument: Instrument, earlier: Answers, later: Answers): Change | null {
  const statements = compareStatements(statementsOf(instrument), earlier, later);
  if (statements.length === 0) return null;
  const rises = statements
    .filter(s => s.direction === 'raised')
    .toSorted((a, b) => b.later - b.earlier - (a.later - a.earlier));
  return {
    areas: instrument.areas.map(area => changeOfArea(area, statements)),
    statements,
    counts: countsOf(statements),
    rises: { named: rises.slice(0, NAMED), more: Math.max(0, rises.length - NAMED) },
  };
}

/** @returns the earlier round with its own means and what changed from it to the later answers. */
export function lookBack(instrument: Instrument, earlier: RoundAnswers, later: Answers): EarlierRound {
  const { areas } = summarise(instrument, earlier.answers);
  return { ...earlier, areas, change: compareRounds(instrument, earlier.answers, later) };
}
