import { expect } from 'chai';
import type { Frame, Page } from 'playwright-core';
import { startTool, type RunningTool } from '../support/tool.ts';
import type { RunningLms } from '../support/lms.ts';
import { openBrowser, toolFrame, type Browser } from './chromium.ts';
import { waitFor } from './trip.ts';

const TABS_AT_MOST = 120;

/** @returns whether the focus is on an element of this kind, in the page or in a frame of it */
async function isFocused(frame: Frame, selector: string): Promise<boolean> {
  return frame.evaluate<boolean>(
    `document.hasFocus() && !!document.activeElement?.matches(${JSON.stringify(selector)})`,
  );
}

/** Presses Tab until the focus stands where it should. @throws Error when it never does */
async function tabTo(page: Page, frame: Frame, selector: string): Promise<void> {
  for (let i = 0; i < TABS_AT_MOST; i += 1) {
    if (await isFocused(frame, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector} at ${frame.url()}`);
}

async function press(page: Page, frame: Frame, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, frame, selector);
  await page.keyboard.press(key);
}

/** The same where the whole window goes to another page. */
async function pressAndGo(page: Page, selector: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await press(page, page.mainFrame(), selector);
  await loaded;
}

describe('the keyboard alone', function () {
  this.timeout(120_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let browser: Browser;

  before(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await tool.close();
  });

  it('suffices from the picker to the gradebook', async () => {
    const { page, context } = browser;
    const course = `${lms.issuer}/courses/${lms.course().id}`;
    await page.goto(course);
    await pressAndGo(page, `button[name=person][value="${lms.teacher.id}"]`);
    await pressAndGo(page, 'a[href$="/add"]');
    const picker = await toolFrame(context, tool.url, /\/activities\/pick$/);
    await press(page, picker, 'input[name=choice]', 'Space');
    await press(page, picker, 'main .primary');
    await waitFor(() => lms.state.links.length === 1, 'the link in the course');
    await page.waitForURL(/\/courses\/[^/]+$/);

    await pressAndGo(page, `button[name=person][value="${lms.student.id}"]`);
    await pressAndGo(page, 'a.lms-activity-name');
    let frame = await toolFrame(context, tool.url, /\/self-assessment\/$/);
    await press(page, frame, 'main .primary');
    for (const [area, count] of [
      ['A', 6],
      ['B', 6],
      ['C', 7],
    ] as const) {
      frame = await toolFrame(context, tool.url, new RegExp(`/area/${area}$`));
      for (let n = 1; n <= count; n += 1) {
        // The first choice of a group takes the focus; arrows move on from it.
        await tabTo(page, frame, `input[name="${area}${n}.skill"]`);
        await page.keyboard.press('Space');
        await page.keyboard.press('ArrowRight');
        expect(await frame.locator(`input[name="${area}${n}.skill"]:checked`).inputValue()).to.equal('2');
      }
      await press(page, frame, 'main .primary');
    }
    frame = await toolFrame(context, tool.url, /\/self-assessment\/reflections$/);
    await tabTo(page, frame, '#F1');
    await page.keyboard.type('Opin lisää.');
    await press(page, frame, 'main .primary');
    frame = await toolFrame(context, tool.url, /\/self-assessment\/submit$/);
    await press(page, frame, 'main .primary');
    await toolFrame(context, tool.url, /\/self-assessment\/result$/);
    await waitFor(
      () => lms.grade(lms.state.links[0]?.id ?? '', lms.student)?.final === 1,
      'the grade in the gradebook',
    );
    expect(browser.complaints).to.deep.equal([]);
  });
});
