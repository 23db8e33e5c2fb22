import type { Clock } from '../kit/clock.ts';
import { createAgs, type Ags } from './ags.ts';
import { createNrps, type Nrps } from './nrps.ts';
import type { PlatformHttp } from './platform-http.ts';
import type { Platforms, ToolKeys } from './platform.ts';
import { createServiceCall } from './service-call.ts';
import { createServiceTokens } from './service-token.ts';

/** What the tool asks of the platforms on its own: grades back, and who is on the list. */
export interface PlatformServices {
  ags: Ags;
  nrps: Nrps;
}

export interface PlatformServicesOptions {
  platforms: Pick<Platforms, 'find'>;
  keys: ToolKeys;
  http: PlatformHttp;
  clock: Clock;
}

export function createPlatformServices({ platforms, keys, http, clock }: PlatformServicesOptions): PlatformServices {
  const tokens = createServiceTokens({ keys, http, clock });
  const call = createServiceCall({ platforms, tokens, http, clock });
  return { ags: createAgs(call), nrps: createNrps(call, clock) };
}
