import { z } from 'zod';
import { LOCALES } from '../i18n/index.ts';

/** A path of the LMS itself: `//host` would lead away. */
const localPath = z
  .string()
  .regex(/^\/(?![/\\])[^\s]*$/)
  .catch('/');

export const PersonForm = z.object({ person: z.string().max(100), back: localPath });
export const LocaleForm = z.object({ locale: z.enum(LOCALES), back: localPath });
export const RoleForm = z.object({ role: z.enum(['student', 'own']), back: localPath });
export const RegisterForm = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** Chosen when a tool of the same host is registered already: the tool's id, or `new`. */
  choice: z.string().min(1).max(100).optional(),
});
export const MaximumForm = z.object({ maximum: z.coerce.number().positive().max(10_000) });
/** Moodle's own parameters where its gradebook leads to a tool (mod/lti/view.php and launch.php). */
export const OpenQuery = z.object({
  action: z.literal('gradeReport').optional().catch(undefined),
  user: z.string().regex(/^\d+$/).optional().catch(undefined),
});
export const ReturnQuery = z.object({
  lti_msg: z.string().max(1000).optional(),
  lti_errormsg: z.string().max(1000).optional(),
});
