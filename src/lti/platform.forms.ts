import { z } from 'zod';
import type { Platform } from './platform.ts';
import { LMS_FAMILIES, LMS_QUIRKS, type LmsFamily, type PlatformAddresses } from './quirks.ts';

const MAX_ID = 255;
const MAX_NAME = 120;

function addressSchema(allowHttp: boolean) {
  const isFit = (value: string): boolean => {
    if (!URL.canParse(value)) return false;
    const { protocol, hash, username } = new URL(value);
    return hash === '' && username === '' && (protocol === 'https:' || (allowHttp && protocol === 'http:'));
  };
  return z.string().trim().max(2000).refine(isFit, 'must be an https address');
}

const id = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_ID, 'is too long')
  .regex(/^[\x21-\x7e]+$/, 'must not have spaces or other odd characters');

/** What an operator tells of an LMS that has no dynamic registration, or that is not to use it. */
export function platformForm(allowHttp: boolean) {
  const address = addressSchema(allowHttp);
  return z.object({
    family: z.enum(LMS_FAMILIES, `must be one of ${LMS_FAMILIES.join(', ')}`).optional(),
    issuer: address.optional(),
    clientId: id,
    name: z.string().trim().min(1, 'must not be empty').max(MAX_NAME, 'is too long').optional(),
    deployments: z.array(id).default([]),
    authorizationUrl: address.optional(),
    tokenUrl: address.optional(),
    jwksUrl: address.optional(),
    tokenAudience: z.string().trim().min(1, 'must not be empty').max(2000, 'is too long').optional(),
  });
}
export type PlatformForm = z.output<ReturnType<typeof platformForm>>;
export type PlatformField = keyof PlatformForm;

export type NewPlatform = Omit<Platform, 'id' | 'createdAt'>;
export type PlatformFault = { field: PlatformField; fault: string };
export type PlatformFormResult = { ok: true; platform: NewPlatform } | { ok: false; faults: PlatformFault[] };

/** Where the issuer is the LMS's root address, a slash at its end is a slip of the pen. */
function issuerOf(form: PlatformForm): string | undefined {
  const row = form.family && LMS_QUIRKS[form.family];
  const issuer = form.issuer ?? row?.issuer;
  return row?.addressesOf ? issuer?.replace(/\/+$/, '') : issuer;
}

function addressesOf(form: PlatformForm, issuer: string): Partial<PlatformAddresses> {
  const known = form.family ? LMS_QUIRKS[form.family].addressesOf?.(issuer, form.clientId) : {};
  const { authorizationUrl, tokenUrl, jwksUrl, tokenAudience } = form;
  const given = { authorizationUrl, tokenUrl, jwksUrl, tokenAudience };
  return { ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) };
}

/** With one client id for all schools, the first launch of any of them would become the known one. */
function needsDeployment(family: LmsFamily | undefined): boolean {
  return family !== undefined && LMS_QUIRKS[family].sharesClientId === true;
}

function findGaps(form: PlatformForm, addresses: Partial<PlatformAddresses>): PlatformFault[] {
  const missing = (['authorizationUrl', 'tokenUrl', 'jwksUrl'] as const).filter(name => !addresses[name]);
  const faults: PlatformFault[] = missing.map(field => ({
    field,
    fault: form.family ? `must be given for ${LMS_QUIRKS[form.family].name}` : 'must be given',
  }));
  if (needsDeployment(form.family) && form.deployments.length === 0)
    faults.push({ field: 'deployments', fault: 'must be given: all schools share the client id there' });
  return faults;
}

/**
 * Fills in what is the same for all LMSs of a family.
 * @param now when the deployments were told
 * @returns the platform to store, or every fault with its field
 */
export function readPlatformForm(input: unknown, allowHttp: boolean, now: Date): PlatformFormResult {
  const parsed = platformForm(allowHttp).safeParse(input);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(issue => ({
      field: issue.path[0] as PlatformField,
      fault: issue.code === 'invalid_type' ? 'must be given' : issue.message,
    }));
    return { ok: false, faults };
  }
  const form = parsed.data;
  const issuer = issuerOf(form);
  if (issuer === undefined) return { ok: false, faults: [{ field: 'issuer', fault: 'must be given' }] };
  const addresses = addressesOf(form, issuer);
  const faults = findGaps(form, addresses);
  if (faults.length > 0) return { ok: false, faults };
  const { authorizationUrl = '', tokenUrl = '', jwksUrl = '', tokenAudience = null } = addresses;
  const platform: NewPlatform = {
    issuer,
    clientId: form.clientId,
    authorizationUrl,
    tokenUrl,
    tokenAudience,
    jwksUrl,
    productFamily: form.family ? (LMS_QUIRKS[form.family].codes[0] ?? null) : null,
    name: form.name ?? new URL(issuer).host,
    status: 'active',
    deployments: [...new Set(form.deployments)].map(one => ({ id: one, source: 'operator', addedAt: now })),
    scopes: [],
  };
  return { ok: true, platform };
}
