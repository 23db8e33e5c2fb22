import type { OpenidConfiguration } from './registration.forms.ts';

type Endpoints = Pick<
  OpenidConfiguration,
  'issuer' | 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri' | 'registration_endpoint'
> &
  Partial<Pick<OpenidConfiguration, 'authorization_server'>>;

/** A platform that is known already, as far as its addresses matter. */
export interface KnownAddresses {
  issuer: string;
  authorizationUrl: string;
  tokenUrl: string;
  jwksUrl: string;
}

function addressesOf(configurationUrl: string, configuration: Endpoints): URL[] {
  const { authorization_endpoint, token_endpoint, jwks_uri, registration_endpoint } = configuration;
  return [configurationUrl, authorization_endpoint, token_endpoint, jwks_uri, registration_endpoint].map(
    address => new URL(address),
  );
}

/**
 * Whoever answers for the issuer's host answers for all of it: no platform can be registered in another's name (LTI
 * Dynamic Registration 1.0, 3.5: the issuer's host is the configuration's).
 * @returns the fault's code without its room, or null
 */
export function findHostFault(
  configurationUrl: string,
  configuration: Endpoints,
  allowHttp: boolean,
): 'registration-hosts-differ' | 'registration-needs-https' | null {
  const issuer = new URL(configuration.issuer);
  const urls = [issuer, ...addressesOf(configurationUrl, configuration)];
  // A platform chooses our client id: with another one's audience beside it, our proof would open that one's services.
  const { authorization_server: audience } = configuration;
  const named = audience === undefined ? urls : [...urls, new URL(audience)];
  if (named.some(url => url.host !== issuer.host)) return 'registration-hosts-differ';
  const isSecure = urls.every(url => url.protocol === 'https:' || (allowHttp && url.protocol === 'http:'));
  return isSecure ? null : 'registration-needs-https';
}

/** One host may serve several LMSs, each below its own path: a neighbour must not speak for the issuer. */
function isBeneath(issuer: string, address: URL): boolean {
  const root = new URL(issuer).pathname.replace(/\/+$/, '');
  return address.pathname === root || address.pathname.startsWith(`${root}/`);
}

/**
 * @param known platforms of any issuer
 * @returns whether the configuration would move the addresses of a known issuer, and lies itself, or puts them, outside
 *   the issuer's own path
 */
export function movesFromOutside(
  configurationUrl: string,
  configuration: Endpoints,
  known: readonly KnownAddresses[],
): boolean {
  const isMoved = known.some(
    one =>
      one.issuer === configuration.issuer &&
      (one.authorizationUrl !== configuration.authorization_endpoint ||
        one.tokenUrl !== configuration.token_endpoint ||
        one.jwksUrl !== configuration.jwks_uri),
  );
  const urls = addressesOf(configurationUrl, configuration);
  return isMoved && !urls.every(url => isBeneath(configuration.issuer, url));
}
