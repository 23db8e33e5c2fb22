import { groupBy } from './group-by.rules.ts';

/** What a reader of an export sees of a record beside its answers: round and instrument's version. */
export type Kind = string;

/** Records of one person that exports show as one person's. */
export interface Thread {
  id: string;
  /** When, and as what, each of its records went out for the first time: whoever shares it looks alike. */
  signature: string;
}

/** A person of whom research may have something new. */
export interface Newcomer {
  /** Their threads so far. */
  threads: Thread[];
  /** Their records that no export has shown yet: at most one of each kind. */
  fresh: { id: string; kind: Kind }[];
}

/** Records that go out together as one person's. @see planThreads */
export interface Placement {
  ids: string[];
  /** The thread that they join; null: one of their own. */
  joins: string | null;
}

interface Unit extends Newcomer {
  /** The thread that the fresh records may join. */
  thread: Thread | null;
  isLinked: boolean;
}

function toUnit(person: Newcomer): Unit {
  const [thread, ...more] = person.threads;
  return { ...person, thread: more.length === 0 && thread ? thread : null, isLinked: true };
}

/** Whether linking says anything: one record of someone without a thread stands alone either way. */
function isLinking({ isLinked, thread, fresh }: Unit): boolean {
  return isLinked && (thread !== null || fresh.length > 1);
}

function listGroups<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  return [...groupBy(all, keyOf).values()];
}

/** How someone's records will look side by side. */
function shapeOf({ thread, fresh }: Unit): string {
  return JSON.stringify([thread?.signature ?? null, fresh.map(one => one.kind).toSorted()]);
}

/** @returns so many people of the largest group */
function takeFrom(groups: Unit[][], count: number): Unit[] {
  const [largest = []] = groups.toSorted((a, b) => b.length - a.length);
  return largest.slice(0, count);
}

function isTooFew(count: number, minimum: number): boolean {
  return count > 0 && count < minimum;
}

/** @returns linked people whose lot it is to hide those who are few because their thread was not gone on with */
function findForIdle(linking: Unit[][], threads: readonly Thread[], minimum: number): Unit[] {
  for (const groups of listGroups(linking, ([first]) => first?.thread?.signature ?? '')) {
    const signature = groups[0]?.[0]?.thread?.signature;
    if (signature === undefined) continue;
    const idle = threads.filter(one => one.signature === signature).length - groups.flat().length;
    if (isTooFew(idle, minimum)) return takeFrom(groups, minimum - idle);
  }
  return [];
}

/** @returns linked people whose lot it is to hide those who are few because they have one such record alone */
function findForLone(units: readonly Unit[], linking: Unit[][], minimum: number): Unit[] {
  const lone = units.filter(unit => !isLinking(unit)).flatMap(unit => unit.fresh);
  for (const records of listGroups(lone, one => one.kind)) {
    const kind = records[0]?.kind;
    if (!isTooFew(records.length, minimum)) continue;
    const hosts = linking.filter(([first]) => first?.fresh.some(one => one.kind === kind));
    if (hosts.length > 0) return takeFrom(hosts, minimum - records.length);
  }
  return [];
}

/** @returns the next people whose records must not be linked; empty when nobody stands out any more */
function findExposed(units: readonly Unit[], threads: readonly Thread[], minimum: number): Unit[] {
  const linking = listGroups(units.filter(isLinking), shapeOf);
  const small = linking.filter(group => group.length < minimum).flat();
  if (small.length > 0) return small;
  const forIdle = findForIdle(linking, threads, minimum);
  return forIdle.length > 0 ? forIdle : findForLone(units, linking, minimum);
}

/**
 * Decides what new records research gets, and which of them are shown as one person's. Whoever knows who answered when
 * shall find at least `minimum` people behind every difference: those whose records look alike (the same rounds, out
 * since the same exports) are never fewer. Where they would be, links between rounds are cut, of as many more people as
 * are needed to hide the few; records stay out only where there are fewer than `minimum` of a kind in all.
 *
 * Nothing is decided by what was answered. What is decided stays: asked anew with more people, it is never undone.
 *
 * @param newcomers in random order: the lot of those who are unlinked for the sake of others falls by it
 * @param threads all that exports show now, those of newcomers too
 */
export function planThreads(
  newcomers: readonly Newcomer[],
  threads: readonly Thread[],
  minimum: number,
): Placement[] {
  const units = newcomers.map(toUnit);
  for (;;) {
    const exposed = findExposed(units, threads, minimum);
    if (exposed.length === 0) break;
    for (const unit of exposed) unit.isLinked = false;
  }
  const [linked, lone] = [units.filter(isLinking), units.filter(unit => !isLinking(unit))];
  const enough = listGroups(
    lone.flatMap(unit => unit.fresh),
    one => one.kind,
  ).filter(records => records.length >= minimum);
  return [
    ...linked.map(({ fresh, thread }) => ({ ids: fresh.map(one => one.id), joins: thread?.id ?? null })),
    ...enough.flat().map(({ id }) => ({ ids: [id], joins: null })),
  ];
}
