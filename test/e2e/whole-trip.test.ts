import { expect } from 'chai';
import { startTool } from '../support/tool.ts';
import { openBrowser, type CookieMode } from './chromium.ts';
import { answerSelfAssessment, placeSelfAssessment, seeGrade, seeOverview, type Trip } from './trip.ts';

/** Each language and each cookie mode at least once, the modes that differ most on a phone too. */
const TRIPS = [
  { locale: 'fi', cookies: 'blocked', width: 1280 },
  { locale: 'sv', cookies: 'allowed', width: 1280 },
  { locale: 'en', cookies: 'none', width: 1280 },
  { locale: 'fi', cookies: 'none', width: 360 },
  { locale: 'sv', cookies: 'blocked', width: 360 },
  { locale: 'en', cookies: 'allowed', width: 360 },
] as const satisfies { locale: Trip['locale']; cookies: CookieMode; width: number }[];

describe('from the picker to the gradebook', function () {
  this.timeout(120_000);
  for (const { locale, cookies, width } of TRIPS) {
    it(`goes well in ${locale} with third-party cookies: ${cookies}, ${width} px wide`, async () => {
      const tool = await startTool({ stripsFramedCookies: cookies === 'none' });
      const lms = await tool.startLms();
      const browser = await openBrowser({ cookies, width, locale });
      try {
        const trip: Trip = { tool, lms, browser, locale, cookies, pictures: `${locale}-${cookies}-${width}` };
        await placeSelfAssessment(trip);
        await answerSelfAssessment(trip);
        await seeGrade(trip);
        await seeOverview(trip);
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
