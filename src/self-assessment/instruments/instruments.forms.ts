import { z } from 'zod';

/** Which version is copied or taken into use. */
export const VersionForm = z.object({
  id: z.string().min(1).max(64),
  version: z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .transform(Number),
});

/** A version that a page's address names. */
export const VersionAddress = z.object({
  copy: z.string().min(1).max(64),
  version: z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .transform(Number),
});

/** One place up or down: the buttons of a draft's page. */
export const ArrangeForm = z
  .union([z.object({ up: z.string().max(64) }), z.object({ down: z.string().max(64) })])
  .transform(form =>
    'up' in form
      ? { itemId: form.up, direction: 'up' as const }
      : { itemId: form.down, direction: 'down' as const },
  );

/** What the page says of the form before it. */
export const DoneQuery = z.object({
  done: z
    .enum(['copied', 'saved', 'removed', 'imported', 'published', 'used', 'full', 'in-use', 'needed'])
    .optional()
    .catch(undefined),
});

/** Publishing alone, or for this activity too. */
export const PublishForm = z.object({ use: z.literal('yes').optional().catch(undefined) });

/** What a form was opened with; without it nothing can have been seen. */
export const MarkForm = z.object({ mark: z.string().max(64).catch('') });
