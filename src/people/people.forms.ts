import { z } from 'zod';
import { LOCALES } from '../i18n/index.ts';

export const LanguageForm = z.object({ locale: z.enum(LOCALES) });
