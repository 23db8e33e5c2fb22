import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { DemoLink } from '../../src/demo-lms/index.ts';
import { openAsLearner, placeSelfAssessment } from '../support/learner.ts';
import { browse, launchThrough, type RunningLms } from '../support/lms.ts';
import { startTool, type RunningTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { byKeyboard, byMouse, type Hands } from './hands.ts';
import { become, lookAround, openActivity, type Trip } from './trip.ts';

const PRIMARY = 'main .primary';
const OWN_WORDS = 'Haluan kirjata niin, että tieto on myöhemmin käytettävissä.';
const AREAS = { A: 6, B: 6, C: 7 };

const TRIPS = [
  { locale: 'fi', width: 360, newHands: byMouse },
  { locale: 'sv', width: 1280, newHands: byKeyboard },
  { locale: 'en', width: 885, newHands: byMouse },
] as const;

interface Walk extends Trip {
  hands: Hands;
}

const at = ({ browser, tool }: Trip, path: RegExp): Promise<Frame> =>
  toolFrame(browser.context, tool.url, path);

/** The student answers the first round, and the teacher opens the second: over HTTP, as other tests do in the browser. */
async function doFirstRound(tool: RunningTool, lms: RunningLms, link: DemoLink): Promise<void> {
  const learner = await openAsLearner(lms, tool.url, lms.student, link);
  for (const [area, count] of Object.entries(AREAS)) {
    const ids = Array.from({ length: count }, (_one, index) => `${area}${String(index + 1)}`);
    await learner.post(`area/${area}`, Object.fromEntries(ids.map(id => [`${id}.skill`, '2'])));
  }
  expect((await learner.post('submit')).status).to.equal(303);
  const teacher = await launchThrough(lms, tool.url, lms.teacher, link);
  const rounds = new URL('self-assessment/rounds', teacher.url);
  const how = { jar: teacher.jar, headers: { 'sec-fetch-site': 'same-origin' } };
  await browse(rounds, how, { round: 'before', act: 'close' });
  expect((await browse(rounds, how, { round: 'after', act: 'open' })).status).to.equal(303);
}

/** The student answers anew, area by area a little better, in their own words too, and sees what changed. */
async function answerAgain(walk: Walk): Promise<void> {
  const { hands, lms } = walk;
  await become(walk, lms.student);
  const first = await openActivity(walk, /\/self-assessment\/$/);
  await lookAround(walk, first, 'first-page');
  await hands.press(first, PRIMARY);
  for (const [index, area] of Object.keys(AREAS).entries()) {
    const frame = await at(walk, new RegExp(`/area/${area}$`));
    const level = String(index + 2);
    for (const one of await frame.locator(`input[name$=".skill"][value="${level}"]`).all()) await one.check();
    await hands.press(frame, PRIMARY);
  }
  const reflections = await at(walk, /\/reflections$/);
  await hands.write(reflections, 'textarea[name=F1]', OWN_WORDS);
  await hands.press(reflections, PRIMARY);
  await hands.press(await at(walk, /\/submit$/), PRIMARY);
  const result = await at(walk, /\/result$/);
  expect(await result.locator('.own-words').innerText()).to.include(OWN_WORDS);
  expect(await result.locator('table').count(), 'the areas, and what changed').to.equal(2);
  await lookAround(walk, result, 'result');
}

/** Consent to research is given and taken back on the first page. */
async function changeConsent(walk: Walk): Promise<void> {
  const { hands } = walk;
  const first = await openActivity(walk, /\/self-assessment\/$/);
  const mayGive = first.locator('#consent input[name=consent]');
  expect(await mayGive.count(), 'nobody has it by itself').to.equal(1);
  await hands.press(first, '#consent button');
  await mayGive.waitFor({ state: 'detached' });
  await lookAround(walk, await at(walk, /\/self-assessment\/$/), 'consent-given');
  await hands.press(first, '#consent button');
  await mayGive.waitFor({ state: 'attached' });
  await lookAround(walk, await at(walk, /\/self-assessment\/$/), 'consent-withdrawn');
}

describe('a second round, and consent to research', function () {
  this.timeout(180_000);
  for (const { locale, width, newHands } of TRIPS) {
    it(`go well in ${locale}, ${String(width)} px wide`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const browser = await openBrowser({ width, locale });
      try {
        await doFirstRound(tool, lms, await placeSelfAssessment(lms, tool.url));
        const pictures = `${locale}-second-round-${String(width)}`;
        const walk: Walk = { tool, lms, browser, locale, cookies: 'blocked', pictures, hands: newHands() };
        await answerAgain(walk);
        await changeConsent(walk);
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
