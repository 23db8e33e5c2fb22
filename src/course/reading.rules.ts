import { z } from 'zod';
import { DraftTextSchema } from '../questions/question.rules.ts';
import { Name } from './step.rules.ts';

const ReadingSchema = z.strictObject({
  id: Name,
  year: z.int().min(1800).max(2100),
  title: z.string().min(1).max(300),
  authors: z.array(z.string().min(1).max(100)).min(1).max(20),
  /** In which it is written (BCP 47). */
  language: z.enum(['fi', 'sv', 'en']),
  /** Our own words on it, where it was read. */
  note: DraftTextSchema.optional(),
  url: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
});
export type Reading = z.output<typeof ReadingSchema>;

/** A file of config/content/readings. */
export const ReadingListSchema = z.strictObject({
  id: Name,
  title: DraftTextSchema,
  readings: z
    .array(ReadingSchema)
    .min(1)
    .max(500)
    .superRefine((readings, context) => {
      readings.forEach(({ id }, index) => {
        if (readings.findIndex(other => other.id === id) < index)
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} stands here twice` });
      });
    }),
});
export type ReadingList = z.output<typeof ReadingListSchema>;
