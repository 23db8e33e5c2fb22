import { moodleLinkHeader, pageOf, rosterLinkHeader, type PageRequest } from './paging.rules.ts';

/**
 * How the roster is paged: as Moodle does (the role filter is lost on the way), as other LMSs do, or as none should.
 * `canvas`: 50 at the most, counted pages, several links in one header. `blackboard`: the last page names itself as the
 * next. `curly`: the quotes of Moodle's line items. `foreign`: the next page is at another origin. `endless`: there is
 * always a next page.
 */
export type RosterStyle = 'moodle' | 'canvas' | 'blackboard' | 'curly' | 'relative' | 'foreign' | 'endless';

export interface RosterRequest {
  /** The roster's own address, without a query. */
  url: string;
  query: Record<string, unknown>;
  page: PageRequest;
  role: string;
  rlid: string;
}

export interface RosterPage<T> {
  rows: T[];
  link: string | null;
}

const CANVAS_PAGE = 50;

/** Canvas takes `limit` on the first page only; its links count pages and keep the role (MembershipsProvider). */
function canvasPage<T>(list: T[], { url, query, page, role }: RosterRequest): RosterPage<T> {
  const asked = Number(query.per_page ?? 0) || page.limit || CANVAS_PAGE;
  const size = Math.min(asked, CANVAS_PAGE);
  const last = Math.max(1, Math.ceil(list.length / size));
  const at = Math.max(1, Number(query.page ?? 1) || 1);
  const to = (number: number): string => {
    const address = new URL(url);
    if (role) address.searchParams.set('role', role);
    address.searchParams.set('page', String(number));
    address.searchParams.set('per_page', String(size));
    return address.href;
  };
  const links = [
    `<${to(at)}>; rel="current"`,
    ...(at < last ? [`<${to(at + 1)}>; rel="next"`] : []),
    `<${to(1)}>; rel="first"`,
    `<${to(last)}>; rel="last"`,
  ];
  return { rows: list.slice((at - 1) * size, at * size), link: links.join(',') };
}

/** How the others name the next page. */
function oddLink(style: RosterStyle, request: RosterRequest, nextFrom: number | null): string | null {
  const { url, page, rlid } = request;
  const proper = rosterLinkHeader(url, page, nextFrom, rlid);
  if (style === 'blackboard') return proper ?? rosterLinkHeader(url, page, page.from || null, rlid);
  if (style === 'curly') return moodleLinkHeader(url, page, nextFrom);
  if (proper === null) return null;
  const next = new URL(/<([^>]*)>/.exec(proper)?.[1] ?? url);
  if (style === 'relative') return `<${next.pathname}${next.search}>; rel=next`;
  return `<https://elsewhere.example${next.pathname}${next.search}>; rel="next"`;
}

/** @returns one page of the roster, and its Link header */
export function rosterPage<T>(list: T[], style: RosterStyle, request: RosterRequest): RosterPage<T> {
  const { url, page, rlid } = request;
  if (style === 'canvas') return canvasPage(list, request);
  const { rows, nextFrom } = pageOf(list, page);
  if (style === 'moodle') return { rows, link: rosterLinkHeader(url, page, nextFrom, rlid) };
  if (style === 'endless')
    return { rows: list, link: rosterLinkHeader(url, page, page.from + page.limit, rlid) };
  return { rows, link: oddLink(style, request, nextFrom) };
}
