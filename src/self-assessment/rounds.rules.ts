/** When a group answers: before the course, after it, and long after. In this order. */
export const ROUNDS = ['before', 'after', 'follow-up'] as const;
export type Round = (typeof ROUNDS)[number];

/** When a round was opened and closed, last of all; one that was never opened is not there. */
export interface RoundTimes {
  /** Null: with the activity itself. */
  openedAt: Date | null;
  closedAt: Date | null;
}

/** The rounds of one activity. */
export type Rounds = Partial<Record<Round, RoundTimes>>;

export type RoundState = 'not-opened' | 'open' | 'closed';

/** Those of an activity that nobody touched. */
export const FIRST_OPEN: Rounds = { before: { openedAt: null, closedAt: null } };

/** @returns how a round stands */
export function stateOf(rounds: Rounds, round: Round): RoundState {
  const times = rounds[round];
  if (!times) return 'not-opened';
  return times.closedAt === null ? 'open' : 'closed';
}

/** @returns the round in which answers are taken now, or null; at most one is open */
export function openRoundOf(rounds: Rounds): Round | null {
  return ROUNDS.find(round => stateOf(rounds, round) === 'open') ?? null;
}

/** @returns the round that was opened last: what a page is about when none is open */
export function latestRoundOf(rounds: Rounds): Round {
  const opened = ROUNDS.filter(round => rounds[round]);
  return opened.toSorted((a, b) => openedAt(rounds, b) - openedAt(rounds, a))[0] ?? 'before';
}

function openedAt(rounds: Rounds, round: Round): number {
  return rounds[round]?.openedAt?.getTime() ?? 0;
}

/** @returns whether the round may be opened: no other is open, and none after it has begun */
export function mayOpen(rounds: Rounds, round: Round): boolean {
  if (openRoundOf(rounds) !== null) return false;
  return ROUNDS.slice(ROUNDS.indexOf(round) + 1).every(later => !rounds[later]);
}
