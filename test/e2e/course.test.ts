import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { byKeyboard, byMouse, type Hands } from './hands.ts';
import { become, lookAround, openActivity, openTool, waitFor, type Trip } from './trip.ts';

const PRIMARY = 'main .primary';
const COURSE = /\/course\/$/;
const STEP = /\/course\/step\/[^/]+\/[^/]+$/;
const NEXT = '.next-step a.primary';
/** More pages than the course has, so that a way that goes in circles ends. */
const PAGES_AT_MOST = 120;
const LAST_ROUND = 'wrap-up/self-assessment';
/** Points of a whole course, where the teacher leaves them as the picker has them. */
const POINTS = 100;

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
  await browser.page.waitForURL(/\/courses\/[^/]+$/);
}

/** The pages to which the teacher's overview of the course leads, each looked at. */
const TEACHERS = ['overview', 'days', 'messages', 'settings', 'feedback', 'report', 'languages'];

async function toTeachersPage(walk: Walk, page: string): Promise<Frame> {
  const dashboard = await openActivity(walk, /\/dashboard\/?$/);
  await walk.hands.press(dashboard, `a[href$="/course/${page}"]`);
  return at(walk, new RegExp(`/course/${page}$`));
}

/** The teacher looks at every page of theirs, and holds the run as the national offering is: without contact days. */
async function setUpAsTeacher(walk: Walk): Promise<void> {
  for (const page of TEACHERS) await lookAround(walk, await toTeachersPage(walk, page), `teacher-${page}`);
  const days = await toTeachersPage(walk, 'days');
  await walk.hands.press(days, 'input[name=days][value=none]');
  await walk.hands.press(days, 'form[action$="/days"] button[type=submit]');
  await days.locator('input[name=days][value=none]:checked').waitFor();
}

/** The last module asks for the self-assessment once more: the teacher opens that round. */
async function openRoundAfter(walk: Walk): Promise<void> {
  await become(walk, walk.lms.teacher);
  const dashboard = await openActivity(walk, /\/dashboard\/?$/);
  await walk.hands.press(dashboard, 'a[href$="/self-assessment/rounds"]');
  const rounds = await at(walk, /\/rounds$/);
  await walk.hands.press(rounds, 'button[name=act][value=close]');
  await walk.hands.press(rounds, 'form:has(input[name=round][value=after]) button[name=act][value=open]');
  await rounds.locator('form:has(input[name=round][value=after]) button[name=act][value=close]').waitFor();
  await become(walk, walk.lms.student);
}

/** The self-assessment within the course, answered and sent; ends on its result. */
async function answerPart(walk: Walk, step: Frame): Promise<void> {
  const { hands } = walk;
  await hands.press(step, PRIMARY);
  const begin = await at(walk, /\/self-assessment\/$/);
  await lookAround(walk, begin, 'part');
  await hands.press(begin, PRIMARY);
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

/** Where a step's form or main link leads: it says what kind of work it is. */
async function workOf(step: Frame): Promise<string> {
  const kind = step
    .locator(
      ['check', 'reflection', 'theme', 'feedback', 'done', 'substitute']
        .map(name => `form[action$="/${name}"]`)
        .concat('a.primary[href$="/self-assessment/"]')
        .join(', '),
    )
    .first();
  if ((await kind.count()) === 0) return '';
  return (await kind.getAttribute('action')) ?? (await kind.getAttribute('href')) ?? '';
}

/**
 * Does what the page asks, and nothing more than a learner sees.
 * @returns where the tool leads on; null for a part, which has pages of its own
 */
async function doStep(walk: Walk, step: Frame): Promise<string | null> {
  const { hands } = walk;
  const address = await workOf(step);
  const form = address.slice(address.lastIndexOf('/'));
  if (address.endsWith('/self-assessment/')) {
    await answerPart(walk, step);
    return null;
  }
  if (form === '/check') await answerCheck(step);
  if (form === '/reflection') await hands.write(step, 'textarea', 'Ajatus, tanke, thought');
  if (form === '/feedback') await step.locator('input[type=radio]').first().check();
  if (form === '/theme') await step.locator('input[name=theme]').first().check();
  const answer = step
    .page()
    .waitForResponse(response => response.request().method() === 'POST' && response.url().endsWith(address));
  await hands.press(step, `form[action$="${form}"] .primary`);
  return (await answer).headers()['location'] ?? '';
}

/** The round after the course is not open before the teacher opens it. */
async function answerLastRound(walk: Walk): Promise<string | null> {
  await openRoundAfter(walk);
  const first = await openActivity(walk, COURSE);
  await walk.hands.press(first, NEXT);
  return doStep(walk, await at(walk, new RegExp(`/course/step/${LAST_ROUND}$`)));
}

/**
 * @param location where the tool led on after the work on this step
 * @returns the next step's page; the course's first page when there is none
 */
async function goOn(walk: Walk, key: string, location: string | null): Promise<Frame> {
  const next = location === null || location.endsWith(key) ? undefined : STEP.exec(location)?.[0];
  if (next !== undefined) return at(walk, new RegExp(`${next}$`));
  const first = await openActivity(walk, COURSE);
  if ((await first.locator(NEXT).count()) === 0) return first;
  await walk.hands.press(first, NEXT);
  return at(walk, STEP);
}

/** Goes through the whole course, always by the one thing that is next. Takes a picture of each kind of page. */
async function walkThrough(walk: Walk): Promise<string[]> {
  const seen: string[] = [];
  const pictured = new Set<string>();
  const first = await openActivity(walk, COURSE);
  await lookAround(walk, first, 'course');
  await walk.hands.press(first, NEXT);
  let step = await at(walk, STEP);
  while (seen.length < PAGES_AT_MOST) {
    const key = new URL(step.url()).pathname.split('/').slice(-2).join('/');
    expect(seen, 'the way goes on').not.to.include(key);
    seen.push(key);
    const work = await workOf(step);
    const form = work.slice(work.lastIndexOf('/'));
    await lookAround(
      pictured.has(form) ? { ...walk, pictures: undefined } : walk,
      step,
      key.replace('/', '-'),
    );
    pictured.add(form);
    const location = key === LAST_ROUND ? await answerLastRound(walk) : await doStep(walk, step);
    step = await goOn(walk, key, location);
    if (COURSE.test(new URL(step.url()).pathname)) return seen;
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
        await setUpAsTeacher(walk);
        await become(walk, lms.student);
        const seen = await walkThrough(walk);
        // Eight modules with two themes in place of their two choices.
        expect(seen.length).to.be.greaterThan(60);
        const link = lms.state.links.at(-1);
        await waitFor(
          () => lms.grade(link?.id ?? '', lms.student)?.final === POINTS,
          'the grade in the gradebook',
        );
        const end = await openActivity(walk, COURSE);
        await lookAround(walk, end, 'done');
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
