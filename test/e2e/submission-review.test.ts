import { expect } from 'chai';
import type { DemoLink } from '../../src/demo-lms/index.ts';
import { openAsLearner, placeSelfAssessment } from '../support/learner.ts';
import { startTool } from '../support/tool.ts';
import { findBarriers, openBrowser, takePicture, toolFrame } from './chromium.ts';
import { become, lookAround, type Trip } from './trip.ts';

const TRIPS = [
  { locale: 'fi', width: 1280 },
  { locale: 'sv', width: 360 },
  { locale: 'en', width: 885 },
] as const;

describe('from a grade to the person’s work', function () {
  this.timeout(120_000);
  for (const { locale, width } of TRIPS) {
    it(`goes in ${locale}, ${width} px wide, and back to the LMS`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const link: DemoLink = await placeSelfAssessment(lms, tool.url);
      await (await openAsLearner(lms, tool.url, lms.student, link)).save('A1', 3);
      const browser = await openBrowser({ width, locale });
      try {
        const pictures = `${locale}-review-${width}`;
        const trip: Trip = { tool, lms, browser, locale, cookies: 'blocked', pictures };
        await become(trip, lms.teacher);
        await browser.page.goto(`${lms.issuer}/courses/${lms.course().id}/grades`);
        expect(await findBarriers(browser.page), 'gradebook').to.deep.equal([]);
        await takePicture(browser.page, `${pictures}-gradebook`);
        await browser.page.click(`a[href$="user=${lms.student.id}"]`);
        const review = await toolFrame(browser.context, tool.url, /\/dashboard\/review$/);
        await lookAround(trip, review, 'person');
        expect(await review.locator('main').innerText()).to.include(lms.student.familyName);
        await review.click('main .actions a');
        const overview = await toolFrame(browser.context, tool.url, /\/dashboard$/);
        await lookAround(trip, overview, 'overview');
        await overview.click('.leave button');
        await browser.page.waitForURL(`${lms.issuer}/courses/${lms.course().id}`);
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
