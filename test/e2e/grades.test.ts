import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { dashboardTexts } from '../../src/dashboard/index.ts';
import { gradesTexts } from '../../src/grades/index.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import {
  answerSelfAssessment,
  become,
  lookAround,
  openActivity,
  placeSelfAssessment,
  waitFor,
  type Trip,
} from './trip.ts';

const TRIPS = [
  { locale: 'fi', width: 360 },
  { locale: 'sv', width: 1280 },
  { locale: 'en', width: 885 },
] as const;

/** A text up to its first place for a value. */
function beginningOf(locale: Locale, room: 'dashboard' | 'grades', key: string): string {
  const texts = { dashboard: dashboardTexts, grades: gradesTexts }[room][locale];
  const [beginning = ''] = (texts[key] ?? '').split('{{');
  if (beginning === '') throw new Error(`no text ${key}`);
  return beginning;
}

/** The learner's own result, from the course page on. */
async function openResult(trip: Trip): Promise<Frame> {
  const first = await openActivity(trip, /\/self-assessment\/$/);
  await first.click('main a[href$="/self-assessment/result"]');
  return toolFrame(trip.browser.context, trip.tool.url, /\/result$/);
}

describe('a grade’s way, as its people see it', function () {
  this.timeout(120_000);
  for (const { locale, width } of TRIPS) {
    it(`goes in ${locale}, ${width} px wide: waits, arrives, is changed in the gradebook, and is decided on`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const browser = await openBrowser({ width, locale });
      const says = (room: 'dashboard' | 'grades', key: string): string => beginningOf(locale, room, key);
      try {
        const trip: Trip = {
          tool,
          lms,
          browser,
          locale,
          cookies: 'blocked',
          pictures: `${locale}-grades-${width}`,
        };
        const dashboard = (): Promise<Frame> => toolFrame(browser.context, tool.url, /\/dashboard\/?(\?|$)/);
        const textOf = async (frame: Frame): Promise<string> => frame.locator('main').innerText();
        await placeSelfAssessment(trip);
        lms.calls.failNext('score', { status: 503 }, 50);
        await answerSelfAssessment(trip);
        const link = lms.state.links.at(-1)?.id ?? '';
        await waitFor(() => lms.calls.of('score').length > 0, 'the first try');
        const waiting = await openResult(trip);
        expect(await textOf(waiting)).to.contain(says('grades', 'learner.waiting'));
        await lookAround(trip, waiting, 'learner-waiting');

        await become(trip, lms.teacher);
        const stuck = await openActivity(trip, /\/dashboard\/?$/);
        await waitFor(() => lms.calls.of('score').length > 0, 'a try');
        expect(await textOf(stuck)).to.contain(says('grades', 'state.waiting'));
        expect(await textOf(stuck)).to.contain(says('dashboard', 'grade.since'));
        await lookAround(trip, stuck, 'teacher-waiting');
        lms.calls.clear();
        await stuck.click('td form[action$="/resend"] button');
        await waitFor(() => lms.grade(link, lms.student)?.final === 1, 'the grade');

        await become(trip, lms.student);
        const sent = await openResult(trip);
        expect(await textOf(sent)).to.contain(says('grades', 'learner.sent'));

        lms.overrideGrade(link, lms.student, 0);
        await become(trip, lms.teacher);
        const before = await openActivity(trip, /\/dashboard\/?$/);
        await before.click('form[action$="/compare"] button');
        await before.waitForURL(/compared=done/);
        const differs = await dashboard();
        expect(await textOf(differs)).to.contain(says('dashboard', 'grade.differs'));
        expect(await textOf(differs))
          .to.contain('0 / 1')
          .and.contain('1 / 1');
        await lookAround(trip, differs, 'teacher-differs');

        const download = browser.page.waitForEvent('download');
        await differs.click('a[href$="/grades.csv"]');
        const csv = readFileSync(await (await download).path(), 'utf8');
        expect(csv).to.contain(`${lms.student.id},`).and.contain(',1,1,');

        await differs.click('td form[action$="/keep"] button');
        await differs.waitForURL(/\/dashboard$/);
        expect(await textOf(await dashboard())).to.contain(says('dashboard', 'grade.kept'));
        await lookAround(trip, await dashboard(), 'teacher-kept');
        const calls = lms.calls.of('score').length;
        await (await dashboard()).click('td form[action$="/resend"] button');
        await waitFor(() => lms.calls.of('score').length > calls, 'ours');
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
