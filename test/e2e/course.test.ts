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
}

/** The pages to which the teacher's overview of the course leads, each looked at. */
const TEACHERS = ['overview', 'days', 'messages', 'settings', 'feedback', 'languages'];

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

/** The round after the course is not open before the teacher opens it. */
async function answerLastRound(walk: Walk): Promise<void> {
  await openRoundAfter(walk);
  const first = await openActivity(walk, /\/course\/$/);
  await walk.hands.press(first, '.next-step a.primary');
  await doStep(walk, await at(walk, new RegExp(`/course/step/${LAST_ROUND}$`)));
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
    if (key !== LAST_ROUND) await doStep(walk, step);
    else await answerLastRound(walk);
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
