/** A page of a list; `limit` 0 means everything. */
export interface PageRequest {
  limit: number;
  from: number;
}

/** Reads `limit` and `from`; what is no number counts as absent, and `from` counts only with a limit. */
export function readPage(query: Record<string, unknown>): PageRequest {
  const number = (value: unknown): number =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0;
  const limit = number(query.limit);
  return { limit, from: limit > 0 ? number(query.from) : 0 };
}

/** @returns the page's part of the list, and where the next one begins, or null after the last. */
export function pageOf<T>(list: T[], { limit, from }: PageRequest): { rows: T[]; nextFrom: number | null } {
  if (limit <= 0) return { rows: list, nextFrom: null };
  const next = from + limit;
  return { rows: list.slice(from, next), nextFrom: next < list.length ? next : null };
}

function withParams(url: string, params: Record<string, string | number>): string {
  const out = new URL(url);
  for (const [name, value] of Object.entries(params)) out.searchParams.set(name, String(value));
  return out.href;
}

/**
 * The Link header of line items and results. Moodle writes the relation in curly quotes (still so in 5.x), so
 * that no parser of RFC 8288 finds it; headers are bytes, hence the re-coding.
 */
export function moodleLinkHeader(url: string, page: PageRequest, nextFrom: number | null): string | null {
  if (page.limit <= 0) return null;
  const link = (rel: string, from: number): string =>
    `<${withParams(url, { limit: page.limit, from })}>; rel=“${rel}”`;
  const links = [link('first', 0), link('canonical', page.from)];
  if (nextFrom !== null) links.push(link('next', nextFrom));
  return Buffer.from(links.join(', '), 'utf8').toString('latin1');
}

/** The Link header of the roster: a proper one (RFC 8288); the role filter is lost on the way, as in Moodle. */
export function rosterLinkHeader(
  url: string,
  page: PageRequest,
  nextFrom: number | null,
  rlid: string,
): string | null {
  if (nextFrom === null) return null;
  return `<${withParams(url, { limit: page.limit, from: nextFrom, ...(rlid && { rlid }) })}>; rel="next"`;
}
