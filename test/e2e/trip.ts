import { expect } from 'chai';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import type { DemoPerson } from '../../src/demo-lms/index.ts';
import type { RunningLms } from '../support/lms.ts';
import type { RunningTool } from '../support/tool.ts';
import { findBarriers, takePicture, toolFrame, type Browser, type CookieMode } from './chromium.ts';

export interface Trip {
  tool: RunningTool;
  lms: RunningLms;
  browser: Browser;
  locale: Locale;
  cookies: CookieMode;
  /** Prefix of the pictures' names; none are taken without it. */
  pictures?: string | undefined;
}

const PRIMARY = 'main .primary';
const SKILLS = 4;

/** Looks at the page on which the trip stands: no barrier by axe, the right language, a picture. */
export async function lookAround(trip: Trip, frame: Frame, name: string): Promise<void> {
  const page = frame.page();
  expect(await frame.locator('html').getAttribute('lang'), name).to.equal(trip.locale);
  expect(await findBarriers(page), name).to.deep.equal([]);
  if (trip.pictures) await takePicture(page, `${trip.pictures}-${name}`);
}

/** Becomes one of the demo LMS's people, in the trip's language. */
export async function become({ lms, browser, locale }: Trip, person: DemoPerson): Promise<void> {
  const { page } = browser;
  await page.goto(`${lms.issuer}/courses/${lms.course().id}`);
  await page.click(`button[name=person][value="${person.id}"]`);
  await page.click(`footer button[name=locale][value=${locale}]`);
}

/** Where no cookie reaches the frame, the way goes through the new-window page. @returns the tool's page */
export async function openTool(trip: Trip, path: RegExp): Promise<Frame> {
  const { browser, tool, cookies } = trip;
  if (cookies !== 'none') return toolFrame(browser.context, tool.url, path);
  const offer = await toolFrame(browser.context, tool.url, /^\/lti\/login$/);
  await lookAround(trip, offer, 'new-window');
  const opened = browser.context.waitForEvent('page');
  await offer.click(PRIMARY);
  await opened;
  return toolFrame(browser.context, tool.url, path);
}

async function closeWindows(context: BrowserContext, except: Page): Promise<void> {
  for (const page of context.pages()) if (page !== except) await page.close();
}

/** The teacher places the self-assessment by deep linking. */
export async function placeSelfAssessment(trip: Trip): Promise<void> {
  const { lms, browser } = trip;
  await become(trip, lms.teacher);
  await browser.page.click('a[href$="/add"]');
  const picker = await openTool(trip, /\/activities\/pick$/);
  await lookAround(trip, picker, 'picker');
  const before = lms.state.links.length;
  await picker.locator('input[name=choice]').first().check();
  await picker.click(PRIMARY);
  await waitFor(() => lms.state.links.length === before + 1, 'the link in the course');
  // From a window of its own, too, the answer goes through the frame in this page, which then leads back to the course.
  await browser.page.waitForURL(/\/courses\/[^/]+$/);
  await closeWindows(browser.context, browser.page);
}

/** Opens the newest activity of the course. */
export async function openActivity(trip: Trip, path: RegExp): Promise<Frame> {
  const { lms, browser } = trip;
  const link = lms.state.links.at(-1);
  await browser.page.goto(`${lms.issuer}/courses/${link?.courseId ?? ''}`);
  await browser.page.click(`#link-${link?.id ?? ''}`);
  return openTool(trip, path);
}

async function answerArea(frame: Frame): Promise<void> {
  for (const statement of await frame.locator('fieldset.statement').all()) {
    await statement
      .locator(`input[name$=".skill"]`)
      .nth(SKILLS - 1)
      .check();
  }
}

/** The student answers all areas and hands in, with the mouse. Ends on the result. */
export async function answerSelfAssessment(trip: Trip): Promise<void> {
  const { lms, browser, tool } = trip;
  await become(trip, lms.student);
  const first = await openActivity(trip, /\/self-assessment\/$/);
  await lookAround(trip, first, 'first-page');
  const page = first.page();
  await first.click(PRIMARY);
  for (const area of ['A', 'B', 'C']) {
    const frame = await toolFrame(browser.context, tool.url, new RegExp(`/area/${area}$`));
    await answerArea(frame);
    await lookAround(trip, frame, `area-${area}`);
    await frame.click(PRIMARY);
  }
  const reflections = await toolFrame(browser.context, tool.url, /\/self-assessment\/reflections$/);
  await lookAround(trip, reflections, 'reflections');
  await reflections.click(PRIMARY);
  const check = await toolFrame(browser.context, tool.url, /\/self-assessment\/submit$/);
  await lookAround(trip, check, 'check');
  await check.click(PRIMARY);
  const result = await toolFrame(browser.context, tool.url, /\/self-assessment\/result$/);
  await lookAround(trip, result, 'result');
  if (page !== browser.page) await closeWindows(browser.context, browser.page);
}

/** The completion stands in the gradebook, where the student sees it. */
export async function seeGrade(trip: Trip): Promise<void> {
  const { lms, browser } = trip;
  const link = lms.state.links.at(-1);
  await waitFor(() => lms.grade(link?.id ?? '', lms.student)?.final === 1, 'the grade in the gradebook');
  await browser.page.goto(`${lms.issuer}/courses/${link?.courseId ?? ''}/grades`);
  if (trip.pictures) await takePicture(browser.page, `${trip.pictures}-gradebook`);
  expect(await findBarriers(browser.page), 'gradebook').to.deep.equal([]);
}

/** The teacher sees that the student is done and the grade has been sent, and no answer. */
export async function seeOverview(trip: Trip): Promise<void> {
  const { lms } = trip;
  await become(trip, lms.teacher);
  const overview = await openActivity(trip, /\/dashboard\/?$/);
  await lookAround(trip, overview, 'dashboard');
  const text = await overview.locator('main').innerText();
  expect(text).to.include(lms.student.familyName);
}

export async function waitFor(isDone: () => boolean, what: string, patienceMs = 10_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!isDone()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
