import { z } from 'zod';
import { CLAIMS, CUSTOM_PARAMETERS, SCOPES, TOOL } from '../../config/lti.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { PlatformHttp, PlatformResponse } from './platform-http.ts';
import type { Platform } from './platform.ts';
import type { createPlatformStore } from './platform.store.ts';
import type { RegistrationLinks } from './registration-link.store.ts';

const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const MAX_TEXT = 255;
const TIMEOUT_MS = 8000;

const address = z
  .string()
  .max(2000)
  .refine(value => URL.canParse(value));

/** What we need of the platform's OpenID configuration (LTI Dynamic Registration 1.0, 2.1). */
const OpenidConfiguration = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address,
  authorization_server: z.string().max(2000).optional().catch(undefined),
  scopes_supported: z.array(z.string()).catch([]),
  [PLATFORM_CONFIGURATION]: z
    .object({
      product_family_code: z.string().max(MAX_TEXT).optional().catch(undefined),
      variables: z.array(z.string()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type OpenidConfiguration = z.output<typeof OpenidConfiguration>;

const RegistrationAnswer = z.object({
  client_id: z.union([z.string().min(1).max(MAX_TEXT), z.number()]).transform(String),
  [TOOL_CONFIGURATION]: z
    .object({
      deployment_id: z
        .union([z.string().min(1).max(MAX_TEXT), z.number()])
        .transform(String)
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export interface RegistrationTools {
  http: PlatformHttp;
  links: RegistrationLinks;
  platforms: ReturnType<typeof createPlatformStore>;
  clock: Clock;
  publicUrl: string;
  allowHttp: boolean;
}

export interface RegistrationRequest {
  /** Secret part of the one-time link. */
  secret: string;
  /** Address of the platform's OpenID configuration. */
  configurationUrl: string;
  /** The platform's registration token, which goes back as a bearer token. */
  registrationToken: string | undefined;
}

function refuse(what: string, cause?: unknown): AppError {
  return new AppError(`lti/${what}`, {
    status: 400,
    cause,
    detail: (cause as Error | undefined)?.message ?? '',
  });
}

/** Whoever answers for the issuer's host answers for all of it: no platform can be registered in another's name. */
function checkHosts(configurationUrl: string, configuration: OpenidConfiguration, allowHttp: boolean): void {
  const host = new URL(configuration.issuer).host;
  const urls = [
    configurationUrl,
    configuration.issuer,
    configuration.authorization_endpoint,
    configuration.token_endpoint,
    configuration.jwks_uri,
    configuration.registration_endpoint,
  ].map(url => new URL(url));
  if (urls.some(url => url.host !== host)) throw refuse('registration-hosts-differ');
  const isSecure = urls.every(url => url.protocol === 'https:' || (allowHttp && url.protocol === 'http:'));
  if (!isSecure) throw refuse('registration-needs-https');
}

function readJson<S extends z.ZodType>(schema: S, response: PlatformResponse, what: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(response.body));
  } catch (cause) {
    throw refuse(what, cause);
  }
}

async function fetchConfiguration(tools: RegistrationTools, url: string): Promise<OpenidConfiguration> {
  if (!URL.canParse(url)) throw refuse('registration-configuration-invalid');
  const response = await tools
    .http(url, { headers: { Accept: 'application/json' }, timeoutMs: TIMEOUT_MS })
    .catch((cause: unknown) => {
      throw refuse('registration-platform-unreachable', cause);
    });
  if (response.status !== 200) throw refuse('registration-platform-unreachable');
  return readJson(OpenidConfiguration, response, 'registration-configuration-invalid');
}

/** The registration that we ask for (OpenID Connect Dynamic Client Registration 1.0, 2; LTI Dynamic Registration 3.5). */
export function toolRegistration(publicUrl: string): Record<string, unknown> {
  const launchUrl = `${publicUrl}/lti/launch`;
  const localised = Object.entries(TOOL.description).map(([locale, text]) => [`description#${locale}`, text]);
  return {
    application_type: 'web',
    client_name: TOOL.name,
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: `${publicUrl}/lti/login`,
    redirect_uris: [launchUrl],
    jwks_uri: `${publicUrl}/lti/keys`,
    logo_uri: `${publicUrl}/icon.svg`,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: SCOPES.join(' '),
    [TOOL_CONFIGURATION]: {
      domain: new URL(publicUrl).host.replace(/^www\./, ''),
      description: TOOL.description.en,
      ...(Object.fromEntries(localised) as Record<string, string>),
      target_link_uri: launchUrl,
      custom_parameters: CUSTOM_PARAMETERS,
      claims: CLAIMS,
      messages: [
        { type: 'LtiResourceLinkRequest', target_link_uri: launchUrl },
        { type: 'LtiDeepLinkingRequest', target_link_uri: launchUrl, label: TOOL.name },
      ],
    },
  };
}

async function postRegistration(
  tools: RegistrationTools,
  configuration: OpenidConfiguration,
  registrationToken: string | undefined,
): Promise<z.output<typeof RegistrationAnswer>> {
  const bearer: Record<string, string> = registrationToken
    ? { Authorization: `Bearer ${registrationToken}` }
    : {};
  const response = await tools
    .http(configuration.registration_endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...bearer },
      body: JSON.stringify(toolRegistration(tools.publicUrl)),
      timeoutMs: TIMEOUT_MS,
    })
    .catch((cause: unknown) => {
      throw refuse('registration-platform-unreachable', cause);
    });
  if (response.status < 200 || response.status >= 300) {
    throw refuse('registration-declined', new Error(`status ${String(response.status)}`));
  }
  return readJson(RegistrationAnswer, response, 'registration-answer-invalid');
}

/** A registered issuer's endpoints never move on a newcomer's word: that would hand its people to somebody else. */
async function checkIssuer(tools: RegistrationTools, configuration: OpenidConfiguration): Promise<void> {
  const same = (await tools.platforms.list()).filter(platform => platform.issuer === configuration.issuer);
  const isMoved = same.some(
    p => p.jwksUrl !== configuration.jwks_uri || p.authorizationUrl !== configuration.authorization_endpoint,
  );
  if (isMoved) throw new AppError('lti/registration-issuer-taken', { status: 409 });
}

async function storePlatform(
  tools: RegistrationTools,
  configuration: OpenidConfiguration,
  answer: z.output<typeof RegistrationAnswer>,
): Promise<Platform> {
  const deploymentId = answer[TOOL_CONFIGURATION]?.deployment_id;
  const addedAt = tools.clock.now();
  const facts = {
    issuer: configuration.issuer,
    clientId: answer.client_id,
    authorizationUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    tokenAudience: configuration.authorization_server ?? null,
    jwksUrl: configuration.jwks_uri,
    productFamily: configuration[PLATFORM_CONFIGURATION]?.product_family_code ?? null,
    scopes: configuration.scopes_supported.filter(scope => (SCOPES as readonly string[]).includes(scope)),
  };
  const deployments =
    deploymentId === undefined ? [] : [{ id: deploymentId, source: 'registration' as const, addedAt }];
  const known = (await tools.platforms.list()).find(
    p => p.issuer === facts.issuer && p.clientId === facts.clientId,
  );
  if (!known) {
    return tools.platforms.insert({
      ...facts,
      name: new URL(facts.issuer).host,
      status: 'active',
      deployments,
    });
  }
  // Registered again with a fresh link: its deployments stay, and the one it names joins them.
  const added = deployments.filter(d => !known.deployments.some(k => k.id === d.id));
  const updated: Platform = {
    ...known,
    ...facts,
    status: 'active',
    deployments: [...known.deployments, ...added],
  };
  await tools.platforms.update(updated);
  return updated;
}

/**
 * Registers a platform that came with a one-time link (LTI Dynamic Registration 1.0). The link is the approval: the
 * platform is active at once. A registration that comes to nothing leaves the link unused.
 * @returns the stored platform
 * @throws AppError `lti/registration-link-used` (410) for a link that is used, over or unknown; `lti/registration-…` (4xx)
 */
export async function registerPlatform(
  tools: RegistrationTools,
  request: RegistrationRequest,
): Promise<Platform> {
  if (!(await tools.links.claim(request.secret)))
    throw new AppError('lti/registration-link-used', { status: 410 });
  try {
    const configuration = await fetchConfiguration(tools, request.configurationUrl);
    checkHosts(request.configurationUrl, configuration, tools.allowHttp);
    await checkIssuer(tools, configuration);
    const answer = await postRegistration(tools, configuration, request.registrationToken);
    return await storePlatform(tools, configuration, answer);
  } catch (error) {
    await tools.links.release(request.secret);
    throw error;
  }
}
