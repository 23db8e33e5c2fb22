import { z } from 'zod';
import { KnowledgeSettings } from './knowledge.rules.ts';

/** The page's own fields beside the answers. */
export const knowledgeForm = z.object({
  act: z.enum(['save', 'send']).default('save'),
  taken: z.coerce.number().int().min(0).max(10_000),
});

/** How a teacher sets it up. */
export const knowledgeSettingsForm = z.object({
  attempts: z.coerce.number().pipe(KnowledgeSettings.shape.attempts.unwrap()),
  counts: KnowledgeSettings.shape.counts.unwrap(),
});
