import type { Activity } from '../activities/activity.ts';
import type { ActivityKind } from '../activities/kind.ts';
import type { ColumnStore } from '../activities/placement.store.ts';
import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { LineItems } from '../lti/line-items.ts';
import type { ColumnFault } from './columns.rules.ts';

/** What came of looking for a link's column, or making it. */
export type ColumnOutcome =
  /** `kept`: it is there after all. `found`: another one that is ours. `made`: there was none. */
  | { outcome: 'kept' | 'found' | 'made'; lineItemUrl: string; maximum: number | null }
  /** Somebody else is at it, or a moment ago an answer was lost. */
  | { outcome: 'busy' }
  | { outcome: 'not-made'; why: ColumnFault };

/** How a link's column stands at the platform, looked at just now. */
export type ColumnState =
  /** `isLoose`: it belongs to no link, as those that we make: Moodle's activity completion does not look at it. */
  | { state: 'there'; maximum: number | null; isLoose: boolean }
  /** `none`: the link never had one. `canMake`: the LMS named the place where columns are made. */
  | { state: 'gone' | 'none'; canMake: boolean }
  | { state: 'unknown'; why: ColumnFault };

/** The columns of links in the LMS's gradebook (AGS 2.0, 3.2). Nothing here throws for what a platform does. */
export interface Columns {
  /**
   * Finds the column of a link again, or makes it: never two, whoever presses at once and however often, since it looks
   * before it makes, and only one looks and makes at a time (docs/decisions/0012). Grades that wait go there then.
   */
  restoreColumn(placementId: string): Promise<ColumnOutcome>;
  /** Looks at the column now, and remembers its maximum. */
  lookAt(placementId: string): Promise<ColumnState>;
  /**
   * @returns the column's maximum for a score that is about to be sent, asked for at the platform at most once a day and
   *   by one sender alone; null while it is not known
   */
  maximumOf(placementId: string): Promise<number | null>;
}

export interface ColumnsOptions {
  db: Database;
  clock: Clock;
  log: Log;
  lineItems: LineItems;
  columns: ColumnStore;
  findActivity: (activityId: string) => Promise<Activity | null>;
  kindOf: (activityId: string) => Promise<Pick<ActivityKind, 'defaultPoints'> | null>;
  /**
   * Sends to this column what of the link still waits for another one. Called after each restoration, also when the
   * column was there: the process may have died between binding it and this.
   */
  moveGrades?: (placementId: string, lineItemUrl: string) => Promise<void>;
  /** How long one waits for another who is at the same column. */
  patience?: { asks: number; everyMs: number };
}
