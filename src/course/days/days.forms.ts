import { z } from 'zod';
import { DAY_FORMS } from '../run.rules.ts';

const id = z.string().min(1).max(100);

/** How a run holds its contact days. */
export const dayFormForm = z.object({ days: z.enum(DAY_FORMS) });

/** A learner signs up for one occasion. None chosen is a fault that the page tells. */
export const signUpForm = z.object({ occasion: z.string().max(100).default('') });

/** What a learner does with what they signed up for; on a step's page the slot is the step's own. */
export const slotForm = z.object({ slot: z.string().max(100).default('') });

export const checkInForm = slotForm.extend({ code: z.string().max(200).default('') });

/** A teacher's word on one person; the page of the list on which it was said. */
export const presenceForm = z.object({
  participant: id,
  present: z.enum(['yes', 'no']),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export const strikeForm = z.object({ participant: id });

export const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

const line = (most: number) =>
  z
    .string()
    .max(most, 'course:days.fault.long')
    .transform(text => text.trim())
    .default('');

/** An occasion as it was typed; src/course/days/occasion-form.rules.ts reads it. */
export const occasionForm = z.object({
  name: line(80),
  place: line(200),
  link: line(2000),
  startsAt: line(40),
  endsAt: line(40),
  capacity: line(10),
});
export type TypedOccasion = z.output<typeof occasionForm>;
