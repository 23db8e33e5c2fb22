import { ROUNDS, type Round } from '../rounds.rules.ts';
import type { GroupArea } from './items.rules.ts';
import type { Snapshot } from './snapshot.rules.ts';
import {
  EVERYBODY,
  largestGaps,
  listParts,
  peopleIn,
  showsAny,
  viewPart,
  type AreaFigures,
  type GroupGap,
  type Part,
  type Split,
} from './views.rules.ts';

type Snapshots = ReadonlyMap<Round, Snapshot>;

/** A part of the group beside the others. */
export interface PartRow {
  part: Part;
  areas: AreaFigures[];
}

/** All that the page of group results shows. */
export interface GroupView {
  round: Round;
  /** Rounds that can be looked at. */
  rounds: Round[];
  split: Split;
  /** Whose figures stand in full; null: the parts are only compared. */
  part: Part | null;
  areas: AreaFigures[];
  /** The figures of the first round, beside those of a later one. */
  earlier: AreaFigures[] | null;
  gaps: GroupGap[];
  /** The parts side by side; none when the group is looked at as a whole. */
  rows: PartRow[];
  people: number;
  changedOn: string | null;
  isAnyShown: boolean;
}

/** @returns the rounds of which something is shown */
export function shownRounds(areas: readonly GroupArea[], snapshots: Snapshots): Round[] {
  return ROUNDS.filter(round => showsAny(viewPart(areas, snapshots.get(round), EVERYBODY)));
}

/** @returns the part of this name among these; null: there is none */
function findPart(parts: readonly Part[], name: string | undefined): Part | null {
  return parts.find(part => part.split === 'all' || part.value === name) ?? null;
}

/**
 * @param wanted as the address says; `of` is a role or an institution
 * @returns what the page shows, or null when there is no such part to show
 */
export function viewGroup(
  areas: readonly GroupArea[],
  snapshots: Snapshots,
  wanted: { round?: Round | undefined; by: Split; of?: string | undefined },
): GroupView | null {
  const shown = shownRounds(areas, snapshots);
  const round = wanted.round ?? shown.at(-1) ?? 'before';
  const parts = listParts(snapshots.values(), wanted.by);
  const part = findPart(parts, wanted.of);
  if (wanted.of !== undefined && (!part || part.split === 'all')) return null;
  const snapshot = snapshots.get(round);
  const figures = part ? viewPart(areas, snapshot, part) : [];
  const first = part && round !== 'before' ? viewPart(areas, snapshots.get('before'), part) : [];
  return {
    round,
    rounds: ROUNDS.filter(one => one === round || shown.includes(one)),
    split: wanted.by,
    part,
    areas: figures,
    earlier: showsAny(first) ? first : null,
    gaps: largestGaps(figures),
    rows: wanted.by === 'all' ? [] : parts.map(one => ({ part: one, areas: viewPart(areas, snapshot, one) })),
    people: peopleIn(snapshot),
    changedOn: snapshot?.changedOn ?? null,
    isAnyShown: shown.includes(round),
  };
}
