import { gapOf } from '../result.rules.ts';
import { ROLES, type TakerRole } from '../roles.rules.ts';
import type { GroupArea, GroupItem } from './items.rules.ts';
import { LEAST_MINIMUM } from './release.rules.ts';
import type { Group, Snapshot } from './snapshot.rules.ts';
import { addCounts, keyOf, meanOf, NONE, totalOf, type LevelCounts, type Measure } from './tally.rules.ts';

/** By what a group is looked at: as a whole, or one role or institution of it. Never by both at once. */
export const SPLITS = ['all', 'role', 'institution'] as const;
export type Split = (typeof SPLITS)[number];

/** Everybody, or those of one role or one institution. */
export type Part =
  { split: 'all' } | { split: 'role'; value: TakerRole } | { split: 'institution'; value: string };

export const EVERYBODY: Part = { split: 'all' };

/** What at least five people answered to one question. */
export interface Figure {
  n: number;
  mean: number;
  /** From level 1 up, one for each level of the scale. */
  counts: number[];
}

/** By question; null: too few to be shown. */
export type Figures = Partial<Record<Measure, Figure | null>>;

export interface ItemFigures {
  item: GroupItem;
  figures: Figures;
}

export interface AreaFigures {
  area: GroupArea;
  items: ItemFigures[];
  /** The area's shown figures added up: `n` counts answers, not people. */
  pooled: Figures;
}

/** An item in which skill lies below managing alone. */
export interface GroupGap {
  item: GroupItem;
  /** 0..3 */
  gap: number;
  skill: Figure;
  /** Null: too few said how important it is; it counts as important. */
  importance: Figure | null;
}

/** A list of more is not read. */
const NAMED_GAPS = 3;

function isIn(group: Group, part: Part): boolean {
  return part.split === 'all' || group[part.split] === part.value;
}

/** The last wall: whatever lies in the database, fewer are not shown. */
function figureOf(counts: LevelCounts, levels: number): Figure | null {
  const n = totalOf(counts);
  const mean = meanOf(counts);
  return n < LEAST_MINIMUM || mean === null ? null : { n, mean, counts: counts.slice(0, levels) };
}

/** @returns the shown counts of a part by key: sums of whole blocks, so that no two parts or moments differ by fewer. */
export function shownCounts(snapshot: Snapshot | undefined, part: Part): Map<string, LevelCounts> {
  const counts = new Map<string, LevelCounts>();
  for (const group of snapshot?.groups ?? []) {
    if (!isIn(group, part)) continue;
    for (const { key, shown } of group.cells) counts.set(key, addCounts(counts.get(key) ?? NONE, shown));
  }
  return counts;
}

function figuresOfArea(area: GroupArea, countsOf: (key: string) => LevelCounts): AreaFigures {
  const items = area.items.map(item => ({
    item,
    figures: Object.fromEntries(
      item.questions.map(({ measure, levels }) => [
        measure,
        figureOf(countsOf(keyOf(item.id, measure)), levels.length),
      ]),
    ),
  }));
  const questions = area.items[0]?.questions ?? [];
  const pooled = questions.map(({ measure, levels }) => {
    const shown = items.map(({ figures }) => figures[measure]?.counts ?? NONE);
    return [measure, figureOf(shown.reduce<LevelCounts>(addCounts, NONE), levels.length)];
  });
  return { area, items, pooled: Object.fromEntries(pooled) as Figures };
}

/** @returns what is shown of a part in one round, in the instrument's order */
export function viewPart(
  areas: readonly GroupArea[],
  snapshot: Snapshot | undefined,
  part: Part,
): AreaFigures[] {
  const counts = shownCounts(snapshot, part);
  return areas.map(area => figuresOfArea(area, key => counts.get(key) ?? NONE));
}

/** @returns whether there is any figure to show. */
export function showsAny(areas: readonly AreaFigures[]): boolean {
  return areas.some(({ items }) => items.some(({ figures }) => Object.values(figures).some(Boolean)));
}

/** @returns the parts that a group may be looked at by: every role, and the institutions of which something is shown. */
export function listParts(snapshots: Iterable<Snapshot>, split: Split): Part[] {
  if (split === 'all') return [EVERYBODY];
  if (split === 'role') return ROLES.map(value => ({ split, value }));
  const shown = [...snapshots]
    .flatMap(snapshot => snapshot.groups)
    .filter(group => group.cells.some(cell => totalOf(cell.shown) >= LEAST_MINIMUM))
    .flatMap(group => group.institution ?? []);
  return [...new Set(shown)].sort().map(value => ({ split, value }));
}

/** @returns how many people a round's figures are made of; some of them may not have answered all. */
export function peopleIn(snapshot: Snapshot | undefined): number {
  return (snapshot?.groups ?? []).reduce((sum, group) => sum + group.people, 0);
}

/** @returns the three items where the group's means lie farthest below managing alone, weighed by importance. */
export function largestGaps(areas: readonly AreaFigures[]): GroupGap[] {
  return areas
    .flatMap(area => area.items)
    .flatMap(({ item, figures: { skill, importance = null } }) => {
      if (!skill) return [];
      return [{ item, skill, importance, gap: gapOf(skill.mean, importance?.mean) }];
    })
    .filter(({ gap }) => gap > 0)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, NAMED_GAPS);
}
