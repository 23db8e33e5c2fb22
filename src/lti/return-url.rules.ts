import type { Platform } from './platform.ts';

/**
 * Where a person may be sent back to. Whoever can edit a link's settings in an LMS can make it name any address: only
 * one of the platform's own origins is followed, so that no page of ours leads to a stranger's.
 * @param returnUrl as the launch says it, an http(s) address (LTI 1.3 core, 5.4.4)
 * @returns it, or undefined when there is none or it is none of the platform's
 */
export function checkedReturnUrl(
  returnUrl: string | undefined,
  platform: Pick<Platform, 'issuer' | 'authorizationUrl'>,
): string | undefined {
  if (returnUrl === undefined || !URL.canParse(returnUrl)) return undefined;
  const { origin, protocol } = new URL(returnUrl);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const isOwn = [platform.issuer, platform.authorizationUrl].some(
    url => URL.canParse(url) && new URL(url).origin === origin,
  );
  return isOwn ? returnUrl : undefined;
}
