import { SCOPES, TOOL } from '../../config/lti.ts';
import { AppError } from '../kit/errors.ts';
import type { PlatformHttp } from './platform-http.ts';
import type { Platform, PlatformRegistry } from './platform.ts';
import type { RegistrationLinks } from './registration-link.store.ts';
import {
  OpenidConfiguration,
  PLATFORM_CONFIGURATION,
  readRegistrationJson,
  refuseRegistration,
  RegistrationAnswer,
  TOOL_CONFIGURATION,
} from './registration.forms.ts';
import { findHostFault, movesFromOutside } from './registration.rules.ts';
import { toolConfiguration } from './tool-configuration.ts';

const TIMEOUT_MS = 8000;

export interface RegistrationTools {
  http: PlatformHttp;
  links: RegistrationLinks;
  platforms: PlatformRegistry;
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

/** What came of a registration. `second`: the issuer was known already, under another client id. */
export interface Registered {
  platform: Platform;
  outcome: 'new' | 'second' | 'updated';
}

async function fetchConfiguration(tools: RegistrationTools, url: string): Promise<OpenidConfiguration> {
  if (!URL.canParse(url)) throw refuseRegistration('registration-configuration-invalid');
  const response = await tools
    .http(url, { headers: { Accept: 'application/json' }, timeoutMs: TIMEOUT_MS })
    .catch((cause: unknown) => {
      throw refuseRegistration('registration-platform-unreachable', cause);
    });
  if (response.status !== 200) throw refuseRegistration('registration-platform-unreachable');
  return readRegistrationJson(OpenidConfiguration, response.body, 'registration-configuration-invalid');
}

/** The registration that we ask for (OpenID Connect Dynamic Client Registration 1.0, 2; LTI Dynamic Registration 3.5). */
export function toolRegistration(publicUrl: string): Record<string, unknown> {
  const tool = toolConfiguration(publicUrl);
  const localised = Object.entries(TOOL.description).map(([locale, text]) => [`description#${locale}`, text]);
  return {
    application_type: 'web',
    client_name: tool.name,
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: tool.loginUrl,
    redirect_uris: [tool.launchUrl],
    jwks_uri: tool.jwksUrl,
    logo_uri: tool.iconUrl,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: tool.scopes.join(' '),
    [TOOL_CONFIGURATION]: {
      domain: tool.domain,
      description: TOOL.description.en,
      ...(Object.fromEntries(localised) as Record<string, string>),
      target_link_uri: tool.launchUrl,
      custom_parameters: tool.customParameters,
      claims: tool.claims,
      messages: [
        { type: 'LtiResourceLinkRequest', target_link_uri: tool.launchUrl },
        { type: 'LtiDeepLinkingRequest', target_link_uri: tool.launchUrl, label: tool.name },
        { type: 'LtiSubmissionReviewRequest', target_link_uri: tool.launchUrl },
      ],
    },
  };
}

/** A new registration and Moodle's "Update" are the same POST: the platform's token says which it is. */
async function postRegistration(
  tools: RegistrationTools,
  configuration: OpenidConfiguration,
  registrationToken: string | undefined,
): Promise<RegistrationAnswer> {
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
      throw refuseRegistration('registration-platform-unreachable', cause);
    });
  if (response.status < 200 || response.status >= 300) {
    throw refuseRegistration('registration-declined', new Error(`status ${String(response.status)}`));
  }
  return readRegistrationJson(RegistrationAnswer, response.body, 'registration-answer-invalid');
}

type Facts = Omit<Platform, 'id' | 'createdAt' | 'name' | 'status' | 'deployments'>;

function factsOf(configuration: OpenidConfiguration, answer: RegistrationAnswer): Facts {
  return {
    issuer: configuration.issuer,
    clientId: answer.client_id,
    authorizationUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    tokenAudience: configuration.authorization_server ?? null,
    jwksUrl: configuration.jwks_uri,
    productFamily: configuration[PLATFORM_CONFIGURATION]?.product_family_code ?? null,
    scopes: configuration.scopes_supported.filter(scope => (SCOPES as readonly string[]).includes(scope)),
  };
}

/** Everything stored hangs on the platform's id, so a known client keeps it, its status, name and deployments. */
async function updateKnown(platforms: PlatformRegistry, facts: Facts): Promise<Platform | null> {
  const known = (await platforms.list()).find(
    one => one.issuer === facts.issuer && one.clientId === facts.clientId,
  );
  if (!known) return null;
  return platforms.update(known.id, facts);
}

async function insertNew(platforms: PlatformRegistry, facts: Facts): Promise<Registered> {
  const isSecond = (await platforms.list()).some(platform => platform.issuer === facts.issuer);
  const name = new URL(facts.issuer).host;
  try {
    const platform = await platforms.insert({ ...facts, name, status: 'active', deployments: [] });
    return { platform, outcome: isSecond ? 'second' : 'new' };
  } catch (error) {
    // Two frames at once for the same client: the later one finds what the earlier one has stored.
    const platform =
      error instanceof AppError && error.code === 'lti/platform-exists'
        ? await updateKnown(platforms, facts)
        : null;
    if (!platform) throw error;
    return { platform, outcome: 'updated' };
  }
}

async function storePlatform(
  { platforms }: RegistrationTools,
  configuration: OpenidConfiguration,
  answer: RegistrationAnswer,
): Promise<Registered> {
  const facts = factsOf(configuration, answer);
  const updated = await updateKnown(platforms, facts);
  const registered: Registered = updated
    ? { platform: updated, outcome: 'updated' }
    : await insertNew(platforms, facts);
  const deploymentId = answer[TOOL_CONFIGURATION]?.deployment_id;
  if (deploymentId !== undefined)
    await platforms.addDeployment(registered.platform.id, deploymentId, 'registration');
  return registered;
}

/** What is refused here is refused before the platform is told anything: it changes its side as soon as it is. */
async function checkConfiguration(
  tools: RegistrationTools,
  configurationUrl: string,
  configuration: OpenidConfiguration,
): Promise<void> {
  const fault = findHostFault(configurationUrl, configuration, tools.allowHttp);
  if (fault) throw refuseRegistration(fault);
  if (movesFromOutside(configurationUrl, configuration, await tools.platforms.list()))
    throw new AppError('lti/registration-issuer-taken', { status: 409 });
}

/**
 * Registers a platform that came with a one-time link (LTI Dynamic Registration 1.0), or renews what is known of it. The
 * link is the approval: a new platform is active at once; a known one stays as it is. A registration that comes to
 * nothing leaves the link unused.
 * @returns the stored platform, and whether it was known before
 * @throws AppError `lti/registration-link-used` (410) for a link that is used, over or unknown; `lti/registration-…` (4xx)
 */
export async function registerPlatform(
  tools: RegistrationTools,
  request: RegistrationRequest,
): Promise<Registered> {
  if (!(await tools.links.claim(request.secret)))
    throw new AppError('lti/registration-link-used', { status: 410 });
  try {
    const configuration = await fetchConfiguration(tools, request.configurationUrl);
    await checkConfiguration(tools, request.configurationUrl, configuration);
    const answer = await postRegistration(tools, configuration, request.registrationToken);
    return await storePlatform(tools, configuration, answer);
  } catch (error) {
    await tools.links.release(request.secret);
    throw error;
  }
}
