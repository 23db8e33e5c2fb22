import { z } from 'zod';
import { FILTERS } from './people.rules.ts';

const MAX_PAGE = 10_000;
const page = z.coerce.number().int().min(1).max(MAX_PAGE).default(1);

/** What the table shows, in the address: a link to it can be shared. */
export const TableQuery = z.object({
  state: z.enum(FILTERS).optional(),
  page,
  /** Set by the redirect after "send again". */
  asked: z.literal('1').optional(),
  /** Set by the redirect after "compare": done, or still at it. */
  compared: z.enum(['done', 'soon']).optional().catch(undefined),
});

/** The place to come back to: in the table (an empty field is none), or one person's page. */
const Place = z.object({
  state: z.enum(FILTERS).optional().catch(undefined),
  page: page.catch(1),
  at: z.literal('review').optional().catch(undefined),
});

export const ResendForm = Place.extend({
  /** Absent: all whose grade is not where it should be. */
  participant: z.string().min(1).max(100).optional(),
});
/** About one person's grade. */
export const KeepForm = Place.extend({ participant: z.string().min(1).max(100) });
export const PlaceForm = Place;
export type Place = z.output<typeof Place>;
