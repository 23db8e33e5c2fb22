import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type BrowserContext, type Frame, type Page } from 'playwright-core';

/**
 * Third-party cookies: kept, blocked, or no cookie at all for the tool's frame. A Partitioned cookie survives every
 * preference of the browser: for `none` the tool itself is started with `stripsFramedCookies`.
 */
export type CookieMode = 'allowed' | 'blocked' | 'none';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable'];
const SHOTS = join(import.meta.dirname, '../screenshots');

function findChromium(): string {
  for (const name of NAMES) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next name.
    }
  }
  throw new Error('The tests need Chromium: install it (Debian: apt-get install chromium).');
}

export interface Browser {
  context: BrowserContext;
  page: Page;
  /** What pages and scripts complained of: an empty list at the end of a good trip. */
  complaints: string[];
  close(): Promise<void>;
}

/**
 * A browser with a fresh profile. Playwright's own contexts block third-party cookies whatever is set; only a
 * persistent one with the preference in its profile keeps them.
 */
export async function openBrowser(
  options: { cookies?: CookieMode; width?: number; locale?: string; dark?: boolean } = {},
): Promise<Browser> {
  const { cookies = 'blocked', width = 1280 } = options;
  const profile = mkdtempSync(join(tmpdir(), 'sosrake-browser-'));
  mkdirSync(join(profile, 'Default'));
  const preference = cookies === 'allowed' ? { cookie_controls_mode: 0 } : { cookie_controls_mode: 1 };
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ profile: preference }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: ARGS,
    viewport: { width, height: 900 },
    locale: options.locale ?? 'fi',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  context.on('weberror', error => complaints.push(error.error().message));
  context.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** @returns the tool's frame (or window) once it has loaded a page of this path */
export async function toolFrame(context: BrowserContext, toolUrl: string, path: RegExp): Promise<Frame> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const frames = context.pages().flatMap(page => page.frames());
    const found = frames.find(
      frame => frame.url().startsWith(toolUrl) && path.test(new URL(frame.url()).pathname),
    );
    if (found) {
      await found.waitForLoadState('load');
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const seen = context.pages().flatMap(page => page.frames().map(frame => frame.url()));
  throw new Error(`no page of the tool at ${String(path)}; open: ${seen.join(', ')}`);
}

/** Good practice for one document; the LMS's page and the tool's in its frame are two, each with its own landmarks. */
const ONE_DOCUMENT_RULES = [
  'landmark-unique',
  'landmark-no-duplicate-main',
  'landmark-no-duplicate-contentinfo',
];

/** @returns what axe finds on a page and in its frames by WCAG 2.2 A and AA, one line a finding */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .disableRules(ONE_DOCUMENT_RULES)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
}

/** Keeps a picture of the page in test/screenshots, for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  // A frame of another site is drawn by another process: without a moment's rest it may still be blank.
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
