import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { DemoState } from './state.ts';

/** What every part of the LMS works on. */
export interface LmsCore {
  state: DemoState;
  clock: Clock;
  log: Log;
  /** To be called after each change of the state: persistence hangs on it. */
  changed(): void;
}

/** The LMS's addresses (its own paths; the shapes of the services' ones are Moodle's). */
export function endpointsOf(
  issuer: string,
): Record<'configuration' | 'auth' | 'token' | 'jwks' | 'registration', string> {
  return {
    configuration: `${issuer}/.well-known/openid-configuration`,
    auth: `${issuer}/lti/auth`,
    token: `${issuer}/lti/token`,
    jwks: `${issuer}/lti/keys`,
    registration: `${issuer}/lti/register`,
  };
}
