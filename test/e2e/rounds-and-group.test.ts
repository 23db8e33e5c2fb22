import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { newToken } from '../../src/kit/ids.ts';
import { openAnswers } from '../../src/self-assessment/answer-model.store.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { byKeyboard, byMouse, type Hands } from './hands.ts';
import { become, lookAround, openActivity, placeSelfAssessment, type Trip } from './trip.ts';

const PRIMARY = 'main .primary';
const OTHERS = 14;

const TRIPS: { locale: Locale; width: number; hands: () => Hands }[] = [
  { locale: 'fi', width: 360, hands: byMouse },
  { locale: 'sv', width: 1280, hands: byKeyboard },
  { locale: 'en', width: 885, hands: byMouse },
];

/** A trip with the hands that make it. */
interface Walk extends Trip {
  hands: Hands;
}

const at = ({ browser, tool }: Trip, path: RegExp): Promise<Frame> =>
  toolFrame(browser.context, tool.url, path);

/** A supervisor answers all there is, and looks at the result. */
async function answerAsSupervisor(walk: Walk): Promise<void> {
  const { hands, lms } = walk;
  await become(walk, lms.student);
  const first = await openActivity(walk, /\/self-assessment\/$/);
  await first.locator('input[name=role][value=supervisor]').check();
  await hands.press(first, PRIMARY);
  for (const area of ['A', 'B', 'C']) {
    const frame = await at(walk, new RegExp(`/area/${area}$`));
    for (const statement of await frame.locator('fieldset.statement').all()) {
      await statement.locator('input[name$=".skill"]').nth(2).check();
      await statement.locator('input[name$=".unit"]').last().check();
    }
    expect(await frame.locator('.importance').first().isVisible(), 'whatever the unit does').to.equal(true);
    if (area === 'A') await lookAround(walk, frame, 'area-of-a-supervisor');
    await hands.press(frame, PRIMARY);
  }
  const conditions = await at(walk, /\/conditions$/);
  await conditions.locator('input[name="E1.level"]').nth(1).check();
  await lookAround(walk, conditions, 'conditions');
  await hands.press(conditions, PRIMARY);
  await hands.press(await at(walk, /\/reflections$/), PRIMARY);
  await hands.press(await at(walk, /\/submit$/), PRIMARY);
  await lookAround(walk, await at(walk, /\/result$/), 'result-of-a-supervisor');
}

/** The student takes the knowledge check for practice, and looks at the page where answers are deleted. */
async function takeKnowledgeCheck(walk: Walk): Promise<void> {
  const { hands } = walk;
  const first = await openActivity(walk, /\/self-assessment\/$/);
  await lookAround(walk, first, 'first-page-done');
  await hands.press(first, 'a[href$="/knowledge"]');
  const check = await at(walk, /\/knowledge$/);
  await lookAround(walk, check, 'knowledge');
  await hands.press(check, 'button[value=send]');
  await check.locator('#faults').waitFor();
  await lookAround(walk, check, 'knowledge-unanswered');
  for (const question of await check
    .locator('form fieldset:has(input[type=radio], input[type=checkbox])')
    .all())
    await question.locator('input').first().check();
  for (const words of await check.locator('form input[type=text]').all()) await words.fill('5');
  await hands.press(check, 'button[value=send]');
  await check.locator('a[href$="/knowledge?again"]').waitFor();
  await lookAround(walk, check, 'knowledge-result');
  const again = await openActivity(walk, /\/self-assessment\/$/);
  await hands.press(again, 'a[href$="/erase"]');
  await lookAround(walk, await at(walk, /\/erase$/), 'erase');
}

/** As many answers of others as a group needs, as they lie in the database. */
async function addOthers({ tool }: Trip): Promise<void> {
  const answers = openAnswers(tool.db);
  const one = await answers.findOne().lean().orFail();
  const others = Array.from({ length: OTHERS }, (_other, i) => ({
    ...one,
    _id: newToken(),
    pseudonym: newToken(),
    role: i % 2 === 0 ? ('worker' as const) : ('student' as const),
  }));
  await answers.insertMany(others);
}

/** The teacher sees nothing of one person, the group's results of fifteen, and closes and opens rounds. */
async function lookAsTeacher(walk: Walk): Promise<void> {
  const { hands, lms } = walk;
  await become(walk, lms.teacher);
  const dashboard = await openActivity(walk, /\/dashboard\/?$/);
  await hands.press(dashboard, 'a[href$="/self-assessment/group"]');
  const group = await at(walk, /\/group$/);
  expect(await group.locator('table').count(), 'one person').to.equal(0);
  await lookAround(walk, group, 'group-empty');
  await addOthers(walk);
  const again = await openActivity(walk, /\/dashboard\/?$/);
  await hands.press(again, 'a[href$="/self-assessment/group"]');
  const full = await at(walk, /\/group$/);
  await full.locator('table').first().waitFor();
  await lookAround(walk, full, 'group');
  await hands.press(full, 'a[href*="by=role"]');
  await lookAround(walk, await at(walk, /\/group$/), 'group-by-role');
  const overview = await openActivity(walk, /\/dashboard\/?$/);
  await hands.press(overview, 'a[href$="/self-assessment/rounds"]');
  const rounds = await at(walk, /\/rounds$/);
  await lookAround(walk, rounds, 'rounds');
  await hands.press(rounds, 'button[name=act][value=close]');
  await rounds.locator('button[name=act][value=open]').first().waitFor();
  await lookAround(walk, rounds, 'rounds-closed');
  const settings = await openActivity(walk, /\/dashboard\/?$/);
  await hands.press(settings, 'a[href$="/knowledge/settings"]');
  await lookAround(walk, await at(walk, /\/knowledge\/settings$/), 'knowledge-settings');
}

describe('a supervisor, the knowledge check, rounds and the group', function () {
  this.timeout(240_000);
  for (const { locale, width, hands } of TRIPS) {
    it(`go well in ${locale}, ${String(width)} px wide`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const browser = await openBrowser({ width, locale });
      try {
        const pictures = `${locale}-whole-${String(width)}`;
        const walk: Walk = { tool, lms, browser, locale, cookies: 'blocked', pictures, hands: hands() };
        await placeSelfAssessment(walk);
        await answerAsSupervisor(walk);
        await takeKnowledgeCheck(walk);
        await lookAsTeacher(walk);
        // The browser notes the check that was sent unanswered on purpose.
        expect(browser.complaints.filter(one => !one.includes('422'))).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
