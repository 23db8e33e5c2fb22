import { parseSetCookie } from 'cookie';

interface KeptCookie {
  name: string;
  value: string;
  host: string;
  path: string;
  /** As it was set, for tests that look at its attributes. */
  header: string;
}

/**
 * Cookies of one browser. It keeps what a browser on loopback keeps (Secure over http too) and follows host, path
 * and removal; SameSite and Partitioned are left to real browsers.
 */
export class CookieJar {
  cookies: KeptCookie[] = [];

  /** @param setCookie the response's Set-Cookie headers */
  store(url: URL, setCookie: string[]): void {
    for (const header of setCookie) {
      const {
        name,
        value = '',
        path = '/',
        maxAge,
        expires,
      } = parseSetCookie(header, { decode: raw => raw });
      this.cookies = this.cookies.filter(
        one => one.name !== name || one.host !== url.hostname || one.path !== path,
      );
      const isGone =
        (maxAge !== undefined && maxAge <= 0) || (expires !== undefined && expires.getTime() <= Date.now());
      if (!isGone) this.cookies.push({ name, value, host: url.hostname, path, header });
    }
  }

  /** @returns the Cookie header for an address, or undefined. */
  header(url: URL): string | undefined {
    const isBelow = (path: string): boolean =>
      url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    const sent = this.cookies.filter(one => one.host === url.hostname && isBelow(one.path));
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  clear(): void {
    this.cookies = [];
  }
}
