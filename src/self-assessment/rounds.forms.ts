import { z } from 'zod';
import { GroupMinimum } from './group/group.forms.ts';
import { ROUNDS } from './rounds.rules.ts';

const round = z.enum(ROUNDS, 'self-assessment:fault.unknown-round');

/** A teacher's press on a round. */
export const roundForm = z.object({ round, act: z.enum(['open', 'close']) });

/** How many people the group's results need. */
export const minimumForm = z.object({ minimum: GroupMinimum });

/** Lets one person change what they sent. */
export const reopenForm = z.object({ round, participant: z.string().min(1).max(200) });
