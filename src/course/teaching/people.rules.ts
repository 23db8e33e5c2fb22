import type { CourseProgress, StepKey } from '../progress.rules.ts';
import type { Seen } from './funnel.rules.ts';

/** People of a list, chosen by what the overview counts. */
export interface PeopleFilter {
  at?: StepKey | undefined;
  state?: 'under-way' | 'done' | undefined;
  seen?: Seen | undefined;
  hoursClass?: number | undefined;
  platformIds?: readonly string[] | undefined;
}

export const SORTS = ['seen', 'hours', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** What a list shows of someone who has begun. */
export type PersonLine = Pick<
  CourseProgress,
  'participantId' | 'startedAt' | 'doneAt' | 'standsAt' | 'lastStepAt' | 'hoursDone'
>;

const PAGE_ROWS = 50;

/** @param wanted page, from 1; one past the end is the last one */
export function pageOf(
  total: number,
  wanted: number,
): { page: number; pages: number; skip: number; limit: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
  const page = Math.min(wanted, pages);
  return { page, pages, skip: (page - 1) * PAGE_ROWS, limit: PAGE_ROWS };
}

interface Named {
  participantId: string;
  name: string | null;
}

/** @returns by name, those without one last, in an order that stays */
export function byName<T extends Named>(
  people: readonly T[],
  compare: (a: string, b: string) => number,
): T[] {
  return [...people].sort((one, other) => {
    if (one.name !== null && other.name !== null && compare(one.name, other.name) !== 0)
      return compare(one.name, other.name);
    if ((one.name === null) !== (other.name === null)) return one.name === null ? 1 : -1;
    return one.participantId < other.participantId ? -1 : 1;
  });
}
