import { CLAIMS, CUSTOM_PARAMETERS, SCOPES, TOOL } from '../../config/lti.ts';

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
