import { z } from 'zod';
import { ROUNDS } from './rounds.rules.ts';

const round = z.enum(ROUNDS, 'self-assessment:fault.unknown-round');

/** A teacher's press on a round. */
export const roundForm = z.object({ round, act: z.enum(['open', 'close']) });

/** Lets one person change what they sent. */
export const reopenForm = z.object({ round, participant: z.string().min(1).max(200) });
