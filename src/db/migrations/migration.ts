import type { Connection } from 'mongoose';

/**
 * One step from an earlier shape of the data to the next, in a file of its own name in this folder. It runs on data of
 * any size and again from its beginning when the process died in its middle, so it must do no harm twice: update what
 * still has the old shape, drop what still is there. On an empty database it does nothing.
 */
export interface Migration {
  /** `0001-what-it-does`: numbers only grow, and what was released is never renamed or removed. */
  id: string;
  up(connection: Connection): Promise<void>;
}
