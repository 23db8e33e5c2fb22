import { createHmac } from 'node:crypto';

/**
 * The name under which a browser keeps something for one person. No id can be read from it, and whoever uses the same
 * browser after them is given another, so that their page never finds it.
 * @param secret the operator's SECRET_KEY
 * @param parts what it is, whose and of what, without line breaks
 */
export function deviceKey(secret: string, ...parts: string[]): string {
  return createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');
}
