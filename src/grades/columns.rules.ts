/** Why there is no column: the text key's last part, `dashboard:column.fault.<why>`. */
export type ColumnFault =
  | 'no-list'
  | 'not-allowed'
  | 'forbidden'
  | 'gone'
  | 'refused'
  /** The LMS's list could not be read whole: it may hold our column. */
  | 'unclear'
  | 'unavailable';

/** What the rules must know of a failed call of a service; `src/lti` gives it. */
interface Failure {
  outcome: 'refused' | 'unauthorised' | 'forbidden' | 'gone' | 'conflict' | 'rate-limited' | 'unavailable';
}

const FAULTS: Record<Failure['outcome'], ColumnFault> = {
  refused: 'refused',
  unauthorised: 'not-allowed',
  forbidden: 'forbidden',
  gone: 'gone',
  conflict: 'unavailable',
  'rate-limited': 'unavailable',
  unavailable: 'unavailable',
};

/** @returns what a failure means for the column that was looked for */
export function faultOf({ outcome }: Failure): ColumnFault {
  return FAULTS[outcome];
}

/** What the rules must know of a column in the LMS's gradebook (AGS 2.0, 3.2). */
export interface ListedColumn {
  url: string;
  resourceId: string;
  tag: string;
  resourceLinkId: string | null;
}

/** Whose column is looked for. */
export interface WantedColumn {
  resourceLinkId: string;
  /** The activity, and after it those that it was copied from: a copied course's columns carry their ids. */
  activityIds: readonly string[];
  /** The activity's kind. */
  tag: string;
}

/**
 * Columns of the link itself: the LMS made them with the link, so they come first. One whose tag says something else
 * is for another part of the work. An LMS's own setting makes them without our words.
 */
function rankOwn(one: ListedColumn, { activityIds, tag }: WantedColumn): number {
  if (one.tag !== tag && one.tag !== '') return -1;
  const place = activityIds.indexOf(one.resourceId);
  if (one.tag === tag && place >= 0) return place;
  return activityIds.length + (one.resourceId === '' ? 0 : 1);
}

/** Columns that belong to no link: those that we made, found again by both words. Another link's are not ours. */
function rankLoose(one: ListedColumn, { activityIds, tag }: WantedColumn): number {
  return one.tag === tag ? activityIds.indexOf(one.resourceId) : -1;
}

function best<T extends ListedColumn>(
  columns: readonly T[],
  rank: (one: T) => number,
  currentUrl: string | null,
): T | null {
  const ranked = columns.map(one => ({ one, rank: rank(one) })).filter(({ rank: place }) => place >= 0);
  // Of equal ones the one that is bound already, else the first that the LMS names: every look finds the same.
  ranked.sort(
    (a, b) => a.rank - b.rank || Number(b.one.url === currentUrl) - Number(a.one.url === currentUrl),
  );
  return ranked[0]?.one ?? null;
}

/**
 * Which of the LMS's columns belongs to a link: the link's own, else the one that was made for its activity.
 * @param currentUrl of the column that the link has now, if it has one
 * @returns it, or null when there is none and one may be made
 */
export function chooseColumn<T extends ListedColumn>(
  columns: readonly T[],
  wanted: WantedColumn,
  currentUrl: string | null = null,
): T | null {
  const { resourceLinkId } = wanted;
  const own = columns.filter(one => one.resourceLinkId === resourceLinkId);
  const loose = columns.filter(one => one.resourceLinkId === null);
  return (
    best(own, one => rankOwn(one, wanted), currentUrl) ??
    best(loose, one => rankLoose(one, wanted), currentUrl)
  );
}
