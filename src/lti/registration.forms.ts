import { z } from 'zod';
import { AppError } from '../kit/errors.ts';

export const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const MAX_TEXT = 255;

const address = z
  .string()
  .max(2000)
  .refine(value => URL.canParse(value));
/** Ids arrive as numbers from some LMSs. */
const id = z.union([z.string().min(1).max(MAX_TEXT), z.number()]).transform(String);

/** What we need of the platform's OpenID configuration (LTI Dynamic Registration 1.0, 2.1). */
export const OpenidConfiguration = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address,
  /** Audience of our proofs at the token endpoint; what is no address counts as absent, and the endpoint is it. */
  authorization_server: address.optional().catch(undefined),
  scopes_supported: z.array(z.string()).catch([]),
  [PLATFORM_CONFIGURATION]: z
    .object({ product_family_code: z.string().max(MAX_TEXT).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type OpenidConfiguration = z.output<typeof OpenidConfiguration>;

/** What the platform answers to our registration (LTI Dynamic Registration 1.0, 3.6). */
export const RegistrationAnswer = z.object({
  client_id: id,
  [TOOL_CONFIGURATION]: z
    .object({ deployment_id: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type RegistrationAnswer = z.output<typeof RegistrationAnswer>;

/** @returns the refusal of a registration (400): its code is `lti/<what>`, its cause is for the log */
export function refuseRegistration(what: string, cause?: unknown): AppError {
  const detail = (cause as Error | undefined)?.message ?? '';
  return new AppError(`lti/${what}`, { status: 400, cause, detail });
}

/** @throws AppError `lti/<what>` (400) when the text is no JSON of this shape */
export function readRegistrationJson<S extends z.ZodType>(
  schema: S,
  text: string,
  what: string,
): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw refuseRegistration(what, cause);
  }
}
