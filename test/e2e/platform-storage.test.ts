import { expect } from 'chai';
import { startTool, type RunningTool } from '../support/tool.ts';
import type { RunningLms } from '../support/lms.ts';
import { openBrowser, toolFrame, type Browser } from './chromium.ts';
import {
  answerSelfAssessment,
  become,
  lookAround,
  placeSelfAssessment,
  seeGrade,
  type Trip,
} from './trip.ts';

describe('an LMS that keeps data for tools, in a browser that keeps no cookie in its frames', function () {
  this.timeout(120_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let browser: Browser;

  beforeEach(async () => {
    tool = await startTool({ stripsFramedCookies: true });
    lms = await tool.startLms({ hasStorage: true });
    browser = await openBrowser({ locale: 'fi', width: 360 });
  });
  afterEach(async () => {
    await browser.close();
    await tool.close();
  });

  it('has the whole trip in the frame', async () => {
    // As far as the trip can tell, this browser is like one that keeps cookies: it never leaves the frame.
    const trip: Trip = { tool, lms, browser, locale: 'fi', cookies: 'blocked' };
    await placeSelfAssessment(trip);
    await answerSelfAssessment(trip);
    await seeGrade(trip);
    expect(browser.complaints).to.deep.equal([]);
    expect(browser.context.pages()).to.have.length(1);
  });

  it('offers a window of its own when the LMS does not answer after all', async () => {
    await browser.context.route('**/demo-lms-storage.js', route => route.fulfill({ body: '' }));
    const trip: Trip = { tool, lms, browser, locale: 'fi', cookies: 'none' };
    await become(trip, lms.teacher);
    await browser.page.click('a[href$="/add"]');
    const page = await toolFrame(browser.context, tool.url, /^\/lti\/login$/);
    await page.locator('#storage-failed .primary').waitFor({ state: 'visible' });
    await lookAround(trip, page, 'storage-silent');
    const opened = browser.context.waitForEvent('page');
    await page.click('#storage-failed .primary');
    await opened;
    await toolFrame(browser.context, tool.url, /\/activities\/pick$/);
  });
});
