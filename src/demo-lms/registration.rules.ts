import { permittedScopes } from './scopes.rules.ts';
import type { DemoTool } from './state.ts';

const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

export type RegistrationResult =
  { ok: true; tool: Omit<DemoTool, 'id' | 'status'> } | { ok: false; reason: string };

type Payload = Record<string, unknown>;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function objectOf(value: unknown): Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {};
}

/** Host with its port, without `www.`: Moodle's lti_get_domain_from_url. */
function domainOf(address: string): string {
  return /^(?:[a-z]+:\/\/)?(?:www\.)?([^/]+)/i.exec(address)?.[1]?.toLowerCase() ?? '';
}

/** @returns the tools that Moodle offers to update when this address is to be registered (lti_get_tools_by_url) */
export function findSameHost(tools: readonly DemoTool[], url: string): DemoTool[] {
  return tools.filter(tool => tool.domain === domainOf(url));
}

/** The first attribute that Moodle misses, or what it calls wrong; null when all is well. */
function findFault(payload: Payload, configuration: Payload): string | null {
  const required = [
    ...['response_types', 'initiate_login_uri', 'redirect_uris', 'client_name', 'jwks_uri'],
    ...['token_endpoint_auth_method', TOOL_CONFIGURATION],
  ];
  const missing = required.find(
    name => !payload[name] || (Array.isArray(payload[name]) && payload[name].length === 0),
  );
  if (missing) return `missing required attribute ${missing}`;
  const domain = textOf(configuration.domain);
  if (!domain) return 'missing_domain';
  const target = textOf(configuration.target_link_uri) || `https://${domain}`;
  if (domainOf(domain) !== domainOf(target)) return 'domain_targetlinkuri_mismatch';
  if (!listOf(payload.response_types).includes('id_token')) return 'invalid_response_types';
  if (!Array.isArray(payload.redirect_uris)) return 'invalid_redirect_uris';
  if (payload.token_endpoint_auth_method !== 'private_key_jwt') return 'invalid_token_endpoint_auth_method';
  if (payload.application_type && payload.application_type !== 'web') return 'invalid_application_type';
  return null;
}

function stringsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([name, one]) => [name, String(one)]));
}

/**
 * Reads a tool's registration (LTI Dynamic Registration 1.0, 3.5.1) with Moodle's checks and defaults.
 * @returns the tool, or Moodle's reason, which it answers with 400
 */
export function readRegistration(body: unknown, clientId: string): RegistrationResult {
  const payload = objectOf(body);
  const configuration = objectOf(payload[TOOL_CONFIGURATION]);
  const reason = findFault(payload, configuration);
  if (reason) return { ok: false, reason };
  const messages = Array.isArray(configuration.messages) ? configuration.messages.map(objectOf) : [];
  const deepLinking = messages.find(message => message.type === 'LtiDeepLinkingRequest');
  const target = textOf(configuration.target_link_uri) || `https://${textOf(configuration.domain)}`;
  const claims = listOf(configuration.claims);
  return {
    ok: true,
    tool: {
      clientId,
      name: textOf(payload.client_name),
      description: textOf(configuration.description),
      domain: domainOf(textOf(configuration.domain)),
      targetLinkUri: target,
      loginUrl: textOf(payload.initiate_login_uri),
      redirectUris: listOf(payload.redirect_uris),
      jwksUrl: textOf(payload.jwks_uri),
      deepLinkUrl: deepLinking ? textOf(deepLinking.target_link_uri) || target : null,
      custom: stringsOf(configuration.custom_parameters),
      scopes: permittedScopes(textOf(payload.scope).split(' ')),
      sendsNames: ['name', 'given_name', 'family_name'].some(name => claims.includes(name)),
      sendsEmail: claims.includes('email'),
    },
  };
}

/** What the tool is told of its registration; `deployment_id` is the tool's id, as in Moodle. */
export function registrationAnswer(tool: DemoTool): Payload {
  const names = tool.sendsNames ? ['name', 'family_name', 'given_name'] : [];
  return {
    client_id: tool.clientId,
    response_types: ['id_token'],
    jwks_uri: tool.jwksUrl,
    initiate_login_uri: tool.loginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    client_name: tool.name,
    logo_uri: '',
    scope: tool.scopes.join(' '),
    [TOOL_CONFIGURATION]: {
      version: '1.3.0',
      deployment_id: tool.id,
      target_link_uri: tool.targetLinkUri,
      domain: tool.domain,
      description: tool.description,
      messages: tool.deepLinkUrl
        ? [{ type: 'LtiDeepLinkingRequest', target_link_uri: tool.deepLinkUrl }]
        : [],
      custom_parameters: tool.custom,
      claims: ['sub', 'iss', ...names, ...(tool.sendsEmail ? ['email'] : [])],
    },
  };
}
