import { CLAIMS, CUSTOM_PARAMETERS, SCOPES, TOOL } from '../../config/lti.ts';
import { customParametersFor, LMS_QUIRKS, type LmsFamily } from './quirks.ts';

/** What an LMS must know of this tool, however it comes to know it: by registration or typed by its administrator. */
export interface ToolConfiguration {
  name: string;
  /** OpenID Connect third-party login (Security Framework 1.0, 5.1.1.1). */
  loginUrl: string;
  /** The one address for launches and deep linking: redirect URI and target link. */
  launchUrl: string;
  jwksUrl: string;
  iconUrl: string;
  /** Host with its port, without `www.`: Moodle compares it so (lti_get_domain_from_url). */
  domain: string;
  scopes: readonly string[];
  claims: readonly string[];
  customParameters: Readonly<Record<string, string>>;
}

/** @param publicUrl the address at which browsers and LMSs reach the tool, without a slash at its end */
export function toolConfiguration(publicUrl: string): ToolConfiguration {
  return {
    name: TOOL.name,
    loginUrl: `${publicUrl}/lti/login`,
    launchUrl: `${publicUrl}/lti/launch`,
    jwksUrl: `${publicUrl}/lti/keys`,
    iconUrl: `${publicUrl}/icon.svg`,
    domain: new URL(publicUrl).host.replace(/^www\./, ''),
    scopes: SCOPES,
    claims: CLAIMS,
    customParameters: CUSTOM_PARAMETERS,
  };
}

/** Words for an operator, to be typed into an LMS's administration. */
export interface ToolDescription {
  /** Where in the LMS, when its family is known. */
  where: string | null;
  lines: [label: string, text: string][];
}

/** @param family of the LMS; null when it is not known */
export function describeTool(publicUrl: string, family: LmsFamily | null): ToolDescription {
  const tool = toolConfiguration(publicUrl);
  const parameters = Object.entries(customParametersFor(family, tool.customParameters));
  const several = (label: string, texts: readonly string[]): [string, string][] =>
    texts.map((text, at) => [at === 0 ? label : '', text]);
  return {
    where: family && LMS_QUIRKS[family].whereByHand,
    lines: [
      ['name', tool.name],
      ['login URL', tool.loginUrl],
      ['launch and redirect URL', tool.launchUrl],
      ['deep linking URL', tool.launchUrl],
      ['key set (JWKS) URL', tool.jwksUrl],
      ['icon', tool.iconUrl],
      ['domain', tool.domain],
      ...several(
        'custom parameters',
        parameters.map(([name, value]) => `${name}=${value}`),
      ),
      ['to share', `${tool.claims.join(', ')}; no e-mail address`],
      ...several('scopes', tool.scopes),
    ],
  };
}
