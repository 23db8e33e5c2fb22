import { z } from 'zod';
import { LOCALES } from '../i18n/index.ts';

/** What is no link's secret opens as little as one that is over, and is told the same. */
const link = z
  .string()
  .regex(/^[\w-]{43}$/)
  .catch('');

/** In the address of the page, and in the form on it. */
export const SignInForm = z.object({ link });
export const LanguageForm = z.object({ locale: z.enum(LOCALES) });
