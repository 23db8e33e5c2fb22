import type { Filter } from '../../src/dashboard/people.rules.ts';

/** A place in the list: which people, and which page of them; or the page of one person. */
export interface Place {
  state?: Filter | undefined;
  page?: number | undefined;
  at?: 'review' | undefined;
}

/**
 * @param base of the launch
 * @param extra more of the query
 * @returns the address of a place in the list; the first page of all needs no query
 */
export function dashboardPath(
  base: string,
  { state, page = 1, at }: Place = {},
  extra: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...(state === undefined ? {} : { state }),
    ...(page === 1 ? {} : { page: String(page) }),
    ...extra,
  }).toString();
  const path = at === undefined ? `${base}/dashboard` : `${base}/dashboard/${at}`;
  return `${path}${query === '' ? '' : `?${query}`}`;
}
