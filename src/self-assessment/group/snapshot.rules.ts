import type { Round } from '../rounds.rules.ts';
import { backgroundOf, type Background, type Waiting } from './release.rules.ts';
import { addCounts, NONE, tallyOf, totalOf, type LevelCounts } from './tally.rules.ts';

/** What people with one background answered to one question. */
export interface Cell {
  key: string;
  /** What is shown: a sum over sets of people that are each large enough. */
  shown: LevelCounts;
  /** Sums of whole blocks in which too few answered this; shown once enough did. */
  held: LevelCounts;
}

/** All blocks with one background, added up: which person was in which block is kept nowhere. */
export interface Group extends Background {
  /** In its blocks, whatever they answered. */
  people: number;
  cells: Cell[];
}

/** A block as it enters the snapshot. */
export interface Portion extends Background {
  people: number;
  tally: { key: string; counts: LevelCounts }[];
}

/** What is about to enter the snapshot, written down before anything is done. */
export interface Plan {
  id: string;
  /** Ids of the records that it counts: of people in blocks that all consented to research, and of the others. */
  withRows: string[];
  sumsOnly: string[];
  portions: Portion[];
  minimum: number;
  isClosing: boolean;
  /** The day, `2026-11-27`. */
  plannedOn: string;
}

/** Which answers a snapshot is of. */
export interface SnapshotPlace {
  activityId: string;
  round: Round;
  instrument: { id: string; version: number };
}

/** The published state of a group's results. It only ever grows, by at least `minimum` people at a time. */
export interface Snapshot extends SnapshotPlace {
  /** Counts the plans that were carried out. */
  version: number;
  changedOn: string | null;
  groups: Group[];
  pending: Plan | null;
}

const TRAITS = ['role', 'institution', 'hasConsent'] as const;

function isLike(a: Background, b: Background): boolean {
  return TRAITS.every(trait => a[trait] === b[trait]);
}

/** @returns the groups with more people, and more held back, in the one of this background. */
function put(groups: readonly Group[], { people, tally, ...background }: Portion): Group[] {
  const known = groups.find(group => isLike(group, background));
  const group = known ?? { ...background, people: 0, cells: [] };
  const cells = new Map(group.cells.map(cell => [cell.key, cell]));
  for (const { key, counts } of tally) {
    const cell = cells.get(key) ?? { key, shown: NONE, held: NONE };
    cells.set(key, { ...cell, held: addCounts(cell.held, counts) });
  }
  const grown = { ...group, people: group.people + people, cells: [...cells.values()] };
  return known ? groups.map(one => (one === known ? grown : one)) : [...groups, grown];
}

function showEnough(groups: readonly Group[], minimum: number): Group[] {
  const shown = (cell: Cell): Cell =>
    totalOf(cell.held) >= minimum
      ? { key: cell.key, shown: addCounts(cell.shown, cell.held), held: NONE }
      : cell;
  return groups.map(group => ({ ...group, cells: group.cells.map(shown) }));
}

/** Rows of single people may leave from some groups: what is held back there is never added to what is not. */
function givesRows(group: Background): boolean {
  return group.hasConsent === true;
}

/** @returns how to tell those groups apart that may be added up, from what keeps most of the background to what keeps least. */
const WAYS_TO_JOIN: readonly ((group: Background) => unknown)[] = [
  group => [givesRows(group), 'role', group.role],
  group => [givesRows(group), 'institution', group.institution],
  group => [givesRows(group)],
];

/** @returns the groups with one key's held counts of all these moved together, if they are enough then. */
function joinHeld(
  groups: readonly Group[],
  key: string,
  joining: readonly Group[],
  minimum: number,
): Group[] {
  const heldOf = (group: Group): LevelCounts => group.cells.find(cell => cell.key === key)?.held ?? NONE;
  const counts = joining.map(heldOf).reduce(addCounts, NONE);
  if (totalOf(counts) < minimum) return [...groups];
  const emptied = groups.map(group => ({
    ...group,
    cells: group.cells.map(cell =>
      cell.key === key && joining.includes(group) ? { ...cell, held: NONE } : cell,
    ),
  }));
  return put(emptied, { ...backgroundOf(joining), people: 0, tally: [{ key, counts }] });
}

/** At the end of a round no more people come: what too few answered in each of several groups is shown for them together. */
function joinAllHeld(groups: readonly Group[], minimum: number): Group[] {
  const keys = new Set(groups.flatMap(group => group.cells.map(cell => cell.key)));
  let joined = [...groups];
  for (const key of keys)
    for (const wayOf of WAYS_TO_JOIN) {
      const isHeld = (group: Group): boolean =>
        group.cells.some(cell => cell.key === key && totalOf(cell.held) > 0);
      const ways = new Set(joined.filter(isHeld).map(group => JSON.stringify(wayOf(group))));
      for (const way of ways) {
        const joining = joined.filter(group => isHeld(group) && JSON.stringify(wayOf(group)) === way);
        if (joining.length > 1) joined = showEnough(joinHeld(joined, key, joining, minimum), minimum);
      }
    }
  return joined;
}

function portionOf(block: readonly Waiting[]): Portion {
  const tally = [...tallyOf(block)].map(([key, counts]) => ({ key, counts }));
  return { ...backgroundOf(block), people: block.length, tally };
}

/** @returns the blocks as a plan that can be carried out again and again, by whoever finds it. */
export function planOf(
  blocks: readonly Waiting[][],
  terms: Pick<Plan, 'id' | 'minimum' | 'isClosing' | 'plannedOn'>,
): Plan {
  const idsOf = (some: readonly Waiting[][]): string[] => some.flat().map(one => one.id);
  return {
    ...terms,
    withRows: idsOf(blocks.filter(block => givesRows(backgroundOf(block)))),
    sumsOnly: idsOf(blocks.filter(block => !givesRows(backgroundOf(block)))),
    portions: blocks.map(portionOf),
  };
}

/** @returns whether the end of the round may show something that was held back. */
export function holdsBack(groups: readonly Group[]): boolean {
  return groups.some(group => group.cells.some(cell => totalOf(cell.held) > 0));
}

/**
 * Takes a plan into the groups. What was shown stays shown; to it come, for each question, whole sets of at least
 * `minimum` people who answered it.
 */
export function applyPlan(
  groups: readonly Group[],
  { portions, minimum, isClosing }: Pick<Plan, 'portions' | 'minimum' | 'isClosing'>,
): Group[] {
  const grown = showEnough(portions.reduce<Group[]>(put, [...groups]), minimum);
  return isClosing ? joinAllHeld(grown, minimum) : grown;
}
