import { z } from 'zod';
import { ROUNDS } from '../rounds.rules.ts';
import { LEAST_MINIMUM } from './release.rules.ts';
import { SPLITS } from './views.rules.ts';

/** What the page shows, in the address: a link to it can be shared. */
export const GroupQuery = z.object({
  /** Absent: the last one of which something is shown. */
  round: z.enum(ROUNDS).optional(),
  by: z.enum(SPLITS).default('all'),
  /** One role or institution of those that `by` names; absent: all of them side by side. */
  of: z.string().min(1).max(200).optional(),
});
export type GroupQuery = z.output<typeof GroupQuery>;

const MOST = 1000;
/** A setting of an activity: how many people a figure needs. It can be raised, never lowered below five. */
export const GroupMinimum = z.coerce.number().int().min(LEAST_MINIMUM).max(MOST).default(LEAST_MINIMUM);
