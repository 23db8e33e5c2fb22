import { z } from 'zod';
import type { Instrument } from '../instrument.rules.ts';

/** Most characters of one text. */
export const LONGEST_TEXT = 4000;

/** Reads what was written: a field for each question, `F1`. A browser sends line ends as two characters. */
export function reflectionsForm({ reflections = [] }: Instrument) {
  const text = z
    .string()
    .transform(value => value.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(LONGEST_TEXT, 'self-assessment:reflections.too-long'));
  return z.object(Object.fromEntries(reflections.map(({ id }) => [id, text.optional()])));
}
