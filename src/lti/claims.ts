import { z } from 'zod';
import { TOOL } from '../../config/lti.ts';
import { chooseLocale, findLocale } from '../i18n/index.ts';
import { AppError } from '../kit/errors.ts';
import type { AgsEndpoint, DeepLinkingRequest, Launch } from './launch.ts';
import { readName } from './name.rules.ts';
import type { Platform } from './platform.ts';
import { checkedReturnUrl } from './return-url.rules.ts';
import { isAdministrator, isTestUser, readRole } from './roles.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const DEEP_LINKING_SETTINGS = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const AGS_ENDPOINT = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
const NRPS_SERVICE = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';

/** Longer names, titles and ids are cut: they come from outside, are stored and shown. */
const MAX_TEXT = 500;
const MAX_URL = 2000;
const MAX_CUSTOM = 100;

/** Ids arrive as numbers from some LMSs; beyond what a double holds, neighbours would be one and the same. */
const id = z.union([z.string(), z.int()]).transform(String).pipe(z.string().min(1).max(255));
/** What is only shown or optional never makes a launch fail: a wrong type counts as absent. */
const text = z
  .string()
  .transform(value => value.slice(0, MAX_TEXT))
  .optional()
  .catch(undefined);
const url = z
  .string()
  .max(MAX_URL)
  .refine(value => URL.canParse(value) && /^https?:/.test(value))
  .optional()
  .catch(undefined);
const strings = z.array(z.string().max(MAX_TEXT)).catch([]);

const ContextClaim = z.object({ id, title: text, label: text }).optional().catch(undefined);
const AgsClaim = z.object({ scope: strings, lineitems: url, lineitem: url }).optional().catch(undefined);
const CustomClaim = z.record(z.string(), z.unknown()).optional().catch(undefined);

const DeepLinkingClaim = z.object({
  deep_link_return_url: z
    .string()
    .max(MAX_URL)
    .refine(value => URL.canParse(value) && /^https?:/.test(value)),
  accept_types: z.array(z.string()).catch(['ltiResourceLink']),
  accept_multiple: z.union([z.boolean(), z.string().transform(word => word !== 'false')]).catch(true),
  accept_lineitem: z.union([z.boolean(), z.string().transform(word => word !== 'false')]).catch(true),
  title: text,
  text,
  data: z.string().optional().catch(undefined),
});

/** What every message carries (LTI 1.3 core, 5.3 and 5.4). */
const shared = {
  sub: id,
  name: text,
  given_name: text,
  family_name: text,
  locale: text,
  [`${LTI}/version`]: z.literal('1.3.0'),
  [`${LTI}/deployment_id`]: id,
  [`${LTI}/roles`]: z.array(z.string()),
  [`${LTI}/context`]: ContextClaim,
  [`${LTI}/custom`]: CustomClaim,
  [`${LTI}/launch_presentation`]: z.object({ return_url: url, locale: text }).optional().catch(undefined),
  [`${LTI}/tool_platform`]: z.object({ product_family_code: text }).optional().catch(undefined),
  [AGS_ENDPOINT]: AgsClaim,
  [NRPS_SERVICE]: z.object({ context_memberships_url: url }).optional().catch(undefined),
} as const;

/** Whose work (Submission Review 1.0). Moodle leaves it out where its gradebook's column menu leads here. */
const ForUserClaim = z.object({ user_id: id, name: text, given_name: text, family_name: text }).optional();

/** What messages about a link carry (LTI 1.3 core, 5.3.4 and 5.3.5). */
const aboutLink = {
  [`${LTI}/target_link_uri`]: z.string().max(MAX_URL),
  [`${LTI}/resource_link`]: z.object({ id, title: text }),
} as const;

const ResourceLinkClaims = z.object({
  ...shared,
  ...aboutLink,
  [`${LTI}/message_type`]: z.literal('LtiResourceLinkRequest'),
});
const SubmissionReviewClaims = z.object({
  ...shared,
  ...aboutLink,
  [`${LTI}/message_type`]: z.literal('LtiSubmissionReviewRequest'),
  [`${LTI}/for_user`]: ForUserClaim,
});
const DeepLinkingClaims = z.object({
  ...shared,
  [`${LTI}/message_type`]: z.literal('LtiDeepLinkingRequest'),
  [DEEP_LINKING_SETTINGS]: DeepLinkingClaim,
});
/** One union on the message type: what is not of these has no page here. */
const MessageClaims = z.discriminatedUnion(`${LTI}/message_type`, [
  ResourceLinkClaims,
  DeepLinkingClaims,
  SubmissionReviewClaims,
]);

const MESSAGES = {
  LtiResourceLinkRequest: 'resource-link',
  LtiDeepLinkingRequest: 'deep-linking',
  LtiSubmissionReviewRequest: 'submission-review',
} as const;

/** Reason codes of the claims that a message may lack or spoil, by their name. */
const REASONS: Record<string, string> = {
  sub: 'lti/sub-missing',
  [`${LTI}/message_type`]: 'lti/message-type-missing',
  [`${LTI}/version`]: 'lti/version-wrong',
  [`${LTI}/deployment_id`]: 'lti/deployment-missing',
  [`${LTI}/roles`]: 'lti/roles-missing',
  [`${LTI}/resource_link`]: 'lti/resource-link-missing',
  [`${LTI}/target_link_uri`]: 'lti/target-missing',
  [`${LTI}/for_user`]: 'lti/for-user-invalid',
  [DEEP_LINKING_SETTINGS]: 'lti/deep-linking-settings-missing',
};

type Claims = z.output<typeof MessageClaims>;

function toCustom(claim: Claims[`${typeof LTI}/custom`]): Record<string, string> {
  const entries = Object.entries(claim ?? {}).slice(0, MAX_CUSTOM);
  return Object.fromEntries(
    entries.flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value).slice(0, MAX_TEXT)]] : [],
    ),
  );
}

/** Moodle: the ids of the courses that this one was copied from; an unknown variable arrives as its own name. */
function toEarlierIds(custom: Record<string, string>): string[] {
  const history = custom['context_history'] ?? '';
  return history.startsWith('$')
    ? []
    : history
        .split(',')
        .map(part => part.trim())
        .filter(Boolean);
}

function toAgs(claim: z.output<typeof AgsClaim>): AgsEndpoint | undefined {
  return claim && { scopes: claim.scope, lineItemsUrl: claim.lineitems, lineItemUrl: claim.lineitem };
}

function toDeepLinking(claim: z.output<typeof DeepLinkingClaim>): DeepLinkingRequest {
  return {
    returnUrl: claim.deep_link_return_url,
    acceptTypes: claim.accept_types,
    acceptMultiple: claim.accept_multiple,
    acceptLineItem: claim.accept_lineitem,
    // For a new activity Moodle sends the tool's own name, which says nothing.
    title: claim.title === TOOL.name ? undefined : claim.title,
    text: claim.text,
    data: claim.data,
  };
}

/** Null members count as absent: some platforms send them (1EdTech suite, valid launches). */
function withoutNulls(payload: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
}

/** @throws AppError 400 with the reason code of the first claim that is missing or of a wrong shape */
function parseClaims(payload: Record<string, unknown>): Claims {
  const result = MessageClaims.safeParse(withoutNulls(payload));
  if (result.success) return result.data;
  const names = result.error.issues.map(issue => String(issue.path[0]));
  const code = names.map(name => REASONS[name]).find(Boolean) ?? 'lti/claims-invalid';
  const type = payload[`${LTI}/message_type`];
  const isUnknownType = code === 'lti/message-type-missing' && typeof type === 'string';
  throw new AppError(isUnknownType ? 'lti/message-unsupported' : code, {
    status: 400,
    detail: names.join(' '),
  });
}

/** What only messages of one type say. */
function particularsOf(claims: Claims): Pick<Launch, 'message' | 'resourceLink' | 'deepLinking' | 'forUser'> {
  const type = claims[`${LTI}/message_type`];
  const message = MESSAGES[type];
  if (type === 'LtiDeepLinkingRequest') {
    const settings = (claims as z.output<typeof DeepLinkingClaims>)[DEEP_LINKING_SETTINGS];
    return { message, deepLinking: toDeepLinking(settings), resourceLink: undefined, forUser: undefined };
  }
  const { [`${LTI}/resource_link`]: resourceLink, [`${LTI}/for_user`]: whom } = claims as z.output<
    typeof SubmissionReviewClaims
  >;
  const isReview = type === 'LtiSubmissionReviewRequest' && whom !== undefined;
  const forUser = isReview ? { sub: whom.user_id, name: readName(whom) } : undefined;
  return { message, resourceLink, forUser, deepLinking: undefined };
}

/**
 * Turns the verified claims of a message into a Launch.
 * @param payload the token's payload, its signature verified
 * @throws AppError 400 with the reason code of the first claim that is missing or of a wrong shape
 */
export function readLaunch(platform: Platform, payload: Record<string, unknown>): Launch {
  const claims = parseClaims(payload);
  const custom = toCustom(claims[`${LTI}/custom`]);
  const context = claims[`${LTI}/context`];
  const presentation = claims[`${LTI}/launch_presentation`];
  const roles = claims[`${LTI}/roles`];
  const tag = [presentation?.locale, claims.locale].find(candidate => findLocale(candidate));
  return {
    ...particularsOf(claims),
    platformId: platform.id,
    deploymentId: claims[`${LTI}/deployment_id`],
    sub: claims.sub,
    name: readName(claims),
    role: readRole(roles),
    isAdmin: isAdministrator(roles),
    isTestUser: isTestUser(roles),
    context: context && { ...context, earlierIds: toEarlierIds(custom) },
    custom,
    locale: tag === undefined ? undefined : chooseLocale(tag),
    ags: toAgs(claims[AGS_ENDPOINT]),
    membershipsUrl: claims[NRPS_SERVICE]?.context_memberships_url,
    returnUrl: presentation?.return_url,
    wayBack: checkedReturnUrl(presentation?.return_url, platform),
    productFamily: claims[`${LTI}/tool_platform`]?.product_family_code ?? platform.productFamily ?? undefined,
  };
}
