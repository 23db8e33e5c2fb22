import { expect } from 'chai';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs, systemClock } from '../../src/kit/clock.ts';
import { createPlatformStore, type Platform } from '../../src/lti/index.ts';
import { newOperatorLink } from '../support/operator.ts';
import { storeOutboxRows, type OutboxRow } from '../support/outbox-rows.ts';
import { startTool, type RunningTool } from '../support/tool.ts';
import { openBrowser, type Browser } from './chromium.ts';
import { lookAtPage } from './look.ts';

const TRIPS = [
  { locale: 'fi', width: 1280 },
  { locale: 'sv', width: 360 },
  { locale: 'en', width: 885, dark: true },
] as const;

const NAMES = [
  'Moodle',
  'Pohjoisen ja eteläisen Suomen ammattikorkeakoulujen yhteinen Moodle-ympäristö',
  'itslearning',
  'canvas.instructure.com',
];

function aPlatform(name: string, host: string): Omit<Platform, 'id' | 'createdAt'> {
  const issuer = `https://${host}`;
  return {
    issuer,
    clientId: 'client',
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    tokenAudience: null,
    jwksUrl: `${issuer}/jwks`,
    productFamily: 'moodle',
    name,
    status: name === 'itslearning' ? 'disabled' : 'active',
    deployments: [],
    scopes: [],
  };
}

const times = (count: number, row: OutboxRow): OutboxRow[] => Array.from({ length: count }, () => row);

/** One platform in trouble, one with refusals, one at work, one at rest; nothing that the tool would send by itself. */
async function furnish({ db }: RunningTool): Promise<void> {
  const platforms = createPlatformStore(db, systemClock);
  const hosts = [
    'moodle.example.fi',
    'oppimisymparisto.pohjoisen-ja-etelaisen-suomen-ammattikorkeakoulut.example.fi',
    'school.itslearning.example',
    'canvas.example.com',
  ];
  const ids: string[] = [];
  for (const [index, name] of NAMES.entries())
    ids.push((await platforms.insert(aPlatform(name, hosts[index] ?? ''))).id);
  const [moodle = '', long = '', , canvas = ''] = ids;
  const now = systemClock.now();
  const ago = (ms: number): Date => plusMs(now, -ms);
  const dueAt = plusMs(now, HOUR_MS);
  const event = { eventAt: ago(HOUR_MS) };
  await storeOutboxRows(db, [
    ...times(3, { platformId: moodle, state: 'waiting', eventAt: ago(MINUTE_MS), dueAt }),
    ...times(40, { platformId: moodle, state: 'sent', ...event, sentAt: ago(HOUR_MS) }),
    ...times(1234, {
      platformId: long,
      state: 'waiting',
      eventAt: ago(2 * DAY_MS),
      dueAt,
      failingSince: ago(49 * HOUR_MS),
      reason: 'unauthorised',
    }),
    ...times(2, { platformId: long, state: 'refused', ...event, reason: 'platform-newer' }),
    ...times(12, { platformId: canvas, state: 'refused', ...event, reason: 'gone' }),
    ...times(1, { platformId: canvas, state: 'refused', ...event, reason: 'not-gradable' }),
  ]);
}

describe('an operator', function () {
  this.timeout(120_000);
  for (const trip of TRIPS) {
    const { locale, width } = trip;
    const isDark = 'dark' in trip;
    const name = `${locale}-operator-${String(width)}${isDark ? '-dark' : ''}`;

    const lookAround = ({ page }: Browser, what: string): Promise<void> =>
      lookAtPage(page, { locale, width, name }, what);

    it(`gets in by a link, sees how grades stand, and leaves: ${name}`, async () => {
      const tool = await startTool();
      const browser = await openBrowser({ locale, width, dark: isDark });
      const { page } = browser;
      try {
        await page.goto(`${tool.url}/admin`);
        await lookAround(browser, 'door');
        // The browser notes by itself that a page answered 401.
        expect(browser.complaints.splice(0).join()).to.include('401');

        await page.goto((await newOperatorLink(tool)).href);
        await lookAround(browser, 'link');
        await page.focus('main .primary');
        await page.keyboard.press('Enter');
        await page.waitForURL(`${tool.url}/admin`);
        await lookAround(browser, 'empty');

        await furnish(tool);
        await page.click('main .actions a');
        await page.waitForSelector('table.platforms');
        await lookAround(browser, 'figures');
        const shown = await page.locator('table.platforms tbody th').allInnerTexts();
        expect(shown.map(text => text.split('\n')[0])).to.deep.equal([
          NAMES[1],
          NAMES[3],
          NAMES[2],
          NAMES[0],
        ]);

        await page.click('footer button[name=locale][value=en]');
        await page.waitForSelector('html[lang=en]');
        await page.click(`footer button[name=locale][value=${locale}]`);
        await page.waitForSelector(`html[lang=${locale}]`);

        await page.click('main .actions button');
        await page.waitForURL(`${tool.url}/admin/signed-out`);
        await lookAround(browser, 'left');
        expect(browser.complaints).to.deep.equal([]);
        await page.goto(`${tool.url}/admin`);
        expect(await page.locator('table').count()).to.equal(0);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
