import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { byKeyboard, byMouse, type Hands } from './hands.ts';
import { become, lookAround, openActivity, openTool, waitFor, type Trip } from './trip.ts';

const PRIMARY = 'main .primary';
/** More pages than the course has, so that a way that goes in circles ends. */
const PAGES_AT_MOST = 120;

const TRIPS: { locale: Locale; width: number; hands: () => Hands }[] = [
  { locale: 'fi', width: 360, hands: byMouse },
  { locale: 'sv', width: 1280, hands: byKeyboard },
  { locale: 'en', width: 320, hands: byMouse },
];

interface Walk extends Trip {
  hands: Hands;
}

const at = ({ browser, tool }: Trip, path: RegExp): Promise<Frame> =>
  toolFrame(browser.context, tool.url, path);

/** The teacher places the whole course by deep linking. */
async function placeCourse(walk: Walk): Promise<void> {
  const { lms, browser } = walk;
  await become(walk, lms.teacher);
  await browser.page.click('a[href$="/add"]');
  const picker = await openTool(walk, /\/activities\/pick$/);
  await picker
    .locator('input[name=choice]:checked')
    .uncheck()
    .catch(() => undefined);
  await picker.locator('input[value="new:course:foundations"]').check();
  await lookAround(walk, picker, 'picker');
  const before = lms.state.links.length;
  await picker.click(PRIMARY);
  await waitFor(() => lms.state.links.length === before + 1, 'the link in the course');
}

/** The self-assessment within the course, answered and sent; ends on its result. */
async function answerPart(walk: Walk, step: Frame): Promise<void> {
  const { hands } = walk;
  await hands.press(step, PRIMARY);
  await hands.press(await at(walk, /\/self-assessment\/$/), PRIMARY);
  for (const area of ['A', 'B', 'C']) {
    const frame = await at(walk, new RegExp(`/area/${area}$`));
    for (const statement of await frame.locator('fieldset.statement').all())
      await statement.locator('input[name$=".skill"]').nth(2).check();
    await lookAround(walk, frame, `part-${area}`);
    await hands.press(frame, PRIMARY);
  }
  await hands.press(await at(walk, /\/reflections$/), PRIMARY);
  await hands.press(await at(walk, /\/submit$/), PRIMARY);
  await lookAround(walk, await at(walk, /\/result$/), 'part-result');
}

/** Answers every question of a check somehow. */
async function answerCheck(step: Frame): Promise<void> {
  for (const question of await step
    .locator('form fieldset:has(input[type=radio], input[type=checkbox])')
    .all())
    await question.locator('input').first().check();
  for (const words of await step.locator('form input[type=text]').all()) await words.fill('5');
}

/** Does what the page asks, and nothing more than a learner sees. */
async function doStep(walk: Walk, step: Frame): Promise<void> {
  const { hands } = walk;
  const kind = step
    .locator(
      'form[action$="/check"], form[action$="/reflection"], form[action$="/theme"], form[action$="/feedback"], form[action$="/done"], form[action$="/substitute"], form[action$="/absent"], a[href$="/self-assessment/"]',
    )
    .first();
  const form = (await kind.getAttribute('action')) ?? (await kind.getAttribute('href')) ?? '';
  if (form.endsWith('/self-assessment/')) return answerPart(walk, step);
  if (form.endsWith('/check')) await answerCheck(step);
  if (form.endsWith('/reflection')) await hands.write(step, 'textarea', 'Ajatus, tanke, thought');
  if (form.endsWith('/feedback')) await step.locator('input[type=radio]').first().check();
  if (form.endsWith('/theme')) await step.locator('input[name=theme]').first().check();
  await hands.press(step, `form[action$="${form.slice(form.lastIndexOf('/'))}"] .primary`);
}

/** Goes through the whole course, always by the one thing that the first page says is next. */
async function walkThrough(walk: Walk): Promise<string[]> {
  const seen: string[] = [];
  for (let pages = 0; pages < PAGES_AT_MOST; pages += 1) {
    const first = await openActivity(walk, /\/course\/$/);
    if (pages === 0) await lookAround(walk, first, 'course');
    const next = first.locator('.next-step a.primary');
    if ((await next.count()) === 0) return seen;
    const address = (await next.getAttribute('href')) ?? '';
    const key = address.slice(address.indexOf('/course/step/') + '/course/step/'.length);
    expect(seen, 'the way goes on').not.to.include(key);
    seen.push(key);
    await walk.hands.press(first, '.next-step a.primary');
    const step = await at(walk, new RegExp(`/course/step/${key}$`));
    await lookAround(walk, step, key.replace('/', '-'));
    await doStep(walk, step);
  }
  return seen;
}

describe('a learner in the shipped course', function () {
  this.timeout(600_000);
  for (const { locale, width, hands } of TRIPS) {
    it(`goes through all of it in ${locale}, ${String(width)} px wide`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const browser = await openBrowser({ width, locale });
      try {
        const pictures = `${locale}-course-${String(width)}`;
        const walk: Walk = { tool, lms, browser, locale, cookies: 'blocked', pictures, hands: hands() };
        await placeCourse(walk);
        await become(walk, lms.student);
        const seen = await walkThrough(walk);
        // Eight modules with two themes in place of their two choices.
        expect(seen.length).to.be.greaterThan(60);
        const link = lms.state.links.at(-1);
        await waitFor(
          () => lms.grade(link?.id ?? '', lms.student)?.final === 1,
          'the grade in the gradebook',
        );
        const end = await openActivity(walk, /\/course\/$/);
        await lookAround(walk, end, 'done');
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
