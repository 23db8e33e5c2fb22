import type { Response } from 'express';
import type { DemoState } from './state.ts';

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}

/** @returns the origins of all registered tools. */
export function toolOrigins(state: DemoState): string[] {
  const addresses = state.tools.flatMap(tool => [tool.loginUrl, tool.targetLinkUri, ...tool.redirectUris]);
  return [...new Set(addresses.map(originOf).filter(origin => origin !== null))];
}

/** Lets a page show these addresses' origins in frames, and post forms to them. */
export function allowTools(res: Response, addresses: string[]): void {
  const origins = addresses
    .map(originOf)
    .filter(origin => origin !== null)
    .join(' ');
  const policy = (res.get('Content-Security-Policy') ?? '').replace(/; frame-src [^;]*/, '');
  const forms = policy.replace(/form-action [^;]*/, `form-action 'self' ${origins}`);
  res.set('Content-Security-Policy', `${forms}; frame-src 'self' ${origins}`);
}
