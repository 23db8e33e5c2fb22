import { z } from 'zod';
import { ROLES } from './roles.rules.ts';

const consent = z
  .literal('yes')
  .optional()
  .transform(said => said === 'yes');

/** Whether research may have the answers, changed later. */
export const consentForm = z.object({ consent });

/** What someone says of themselves before they begin: as whom they answer, if they want to say, and consent to research. */
export const backgroundForm = z.object({
  role: z
    .enum(['', ...ROLES], 'self-assessment:fault.unknown-role')
    .default('')
    .transform(role => (role === '' ? null : role)),
  consent,
});
