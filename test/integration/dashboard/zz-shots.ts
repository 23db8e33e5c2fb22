import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import { openDashboard, aMember, aParticipant, aState, isDone, isUnderWay } from './dashboard-app.ts';
import type { Locale } from '../../../src/i18n/index.ts';
const world = await openDashboard();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
async function shot(
  name: string,
  query = '',
  locale: Locale = 'fi',
  widths = [360, 1280],
  opts: { dark?: boolean; zoom?: number } = {},
) {
  world.clock.advance(6 * 60_000);
  for (const width of widths) {
    const context = await browser.newContext({
      viewport: { width, height: 1500 },
      extraHTTPHeaders: { 'x-locale': locale },
      colorScheme: opts.dark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    await page.goto(world.url + query);
    if (opts.zoom)
      await page.evaluate(z => {
        document.documentElement.style.fontSize = `${z}%`;
      }, opts.zoom);
    await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: false });
    const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    console.log(
      name,
      width,
      'axe:',
      violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.html)),
      'overflow',
      overflow,
    );
    await context.close();
  }
}
await shot('0-empty');
world.membershipsUrl = null;
await shot('0-absent', '', 'sv');
world.membershipsUrl = 'x';
world.members = { ok: true, isWhole: true, members: [aMember('1', { name: 'Onni Opiskelija' })] };
world.placement.lineItemUrl = null;
await shot('1-nocolumn', '', 'en');
world.placement.lineItemUrl = 'https://lms/l';
const long = 'Wilhelmiina-Margareetta von Hohenlohe-Waldenburg-Schillingsfürst'.slice(0, 60);
const members = Array.from({ length: 60 }, (_, i) =>
  aMember(String(i), {
    name:
      i === 3
        ? long
        : i % 10 === 9
          ? undefined
          : `${['Aino', 'Åke', 'Eeva', 'Onni', 'Öyvind', 'Zacharias'][i % 6]} ${['Virtanen', 'Korhonen', 'Nieminen', 'Mäkelä', 'Lindqvist'][i % 5]} ${i}`,
  }),
);
world.members = { ok: true, isWhole: true, members };
world.participants = members.filter((_, i) => i < 40).map(m => aParticipant(m.sub, { name: m.name ?? null }));
world.progress = members
  .filter((_, i) => i < 30)
  .map((m, i) => (i % 3 === 0 ? isUnderWay(m.sub) : isDone(m.sub)));
world.states = members
  .filter((_, i) => i < 30 && i % 3 !== 0)
  .map((m, i) =>
    aState(
      m.sub,
      i === 0
        ? { state: 'refused', reason: 'not-gradable', sentAt: null }
        : i === 1
          ? {
              state: 'waiting',
              reason: 'unavailable',
              sentAt: null,
              nextTryAt: new Date('2026-11-27T10:20:00Z'),
            }
          : i === 2
            ? { state: 'refused', reason: 'platform-newer' }
            : i === 3
              ? { state: 'waiting', sentAt: null }
              : {},
    ),
  );
world.states.pop();
world.clock.advance(7 * 60_000);
await shot('60', '', 'fi', [360, 885, 1280]);
await shot('60-sv-attention', '?state=attention', 'sv');
await shot('60-page2', '?page=2');
await shot('60-en-zoom', '?state=attention', 'en', [885], { zoom: 200 });
await shot('60-dark', '?state=attention', 'fi', [885], { dark: true });
world.activity = { ...world.activity!, copiedFromId: 'old', isScheduleOpen: true };
world.join = {
  ok: true,
  earlier: { id: 'old', title: 'Osaamisen itsearviointi', createdAt: new Date('2025-11-01T10:00:00Z') },
};
world.members = { ok: false, failure: { outcome: 'forbidden', status: 403 } };
await shot('fresh', '?state=done&asked=1');
await browser.close();
await world.close();
