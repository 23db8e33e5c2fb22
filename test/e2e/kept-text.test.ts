import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import { IDLE_LIFE_MS } from '../../src/lti/session.store.ts';
import { MINUTE_MS } from '../../src/kit/clock.ts';
import type { DemoLink, DemoPerson } from '../../src/demo-lms/index.ts';
import { placeSelfAssessment } from '../support/learner.ts';
import type { RunningLms } from '../support/lms.ts';
import { settableClock, type SettableClock } from '../support/settable-clock.ts';
import { startTool, type RunningTool } from '../support/tool.ts';
import { findBarriers, openBrowser, takePicture, toolFrame, type Browser } from './chromium.ts';
import { waitFor } from './trip.ts';

const TITLE = 'input[name=title]';
const SAVE = 'main form .primary';
const KEPT = '[data-kept]';
const PICTURES = process.env['TEST_PICTURES'] !== undefined;

describe('a form in the LMS’s frame', function () {
  this.timeout(120_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;
  let clock: SettableClock;
  let browser: Browser;

  before(async () => {
    clock = settableClock(new Date().toISOString());
    tool = await startTool({ clock });
    lms = await tool.startLms({ clock });
    link = await placeSelfAssessment(lms, tool.url);
  });
  after(() => tool.close());
  beforeEach(async () => {
    browser = await openBrowser({ cookies: 'allowed' });
  });
  afterEach(() => browser.close());

  async function become(person: DemoPerson): Promise<void> {
    const { page } = browser;
    await page.goto(`${lms.issuer}/courses/${lms.course().id}`);
    await page.click(`button[name=person][value="${person.id}"]`);
  }

  async function openSettings(): Promise<Frame> {
    const { page, context } = browser;
    await page.goto(`${lms.issuer}/links/${link.id}`);
    const overview = await toolFrame(context, tool.url, /\/dashboard$/);
    await overview.click('a[href$="/activities/settings"]');
    return toolFrame(context, tool.url, /\/activities\/settings$/);
  }

  async function submitTo(frame: Frame, what: string): Promise<void> {
    await frame.click(SAVE);
    await frame.locator(what).waitFor();
  }

  const storedForms = (frame: Frame): Promise<number> =>
    frame.evaluate<number>(`Object.keys(localStorage).filter(key => key.startsWith('form:')).length`);
  const isKeptShown = (frame: Frame): Promise<boolean> => frame.locator(KEPT).isVisible();

  it('gives back after the next launch what was written when the session had ended', async () => {
    await become(lms.teacher);
    const form = await openSettings();
    await form.fill(TITLE, 'Kirjoitettu ennen loppua');
    clock.advance(IDLE_LIFE_MS + MINUTE_MS);
    await submitTo(form, 'code:text("lti/session-missing")');

    const again = await openSettings();
    expect(await again.inputValue(TITLE)).to.equal('Kirjoitettu ennen loppua');
    expect(await isKeptShown(again)).to.equal(true);
    expect(await findBarriers(browser.page)).to.deep.equal([]);
    if (PICTURES) await takePicture(browser.page, 'fi-kept-text');

    await submitTo(again, '.counts, .empty');
    await waitFor(() => true, 'the overview');
    expect(await storedForms(again)).to.equal(0);
    const saved = await openSettings();
    expect([await saved.inputValue(TITLE), await isKeptShown(saved)]).to.deep.equal([
      'Kirjoitettu ennen loppua',
      false,
    ]);
  });

  it('lets what was kept be discarded, and forgets what is left unsaved on purpose', async () => {
    await become(lms.teacher);
    const form = await openSettings();
    const before = await form.inputValue(TITLE);
    await form.fill(TITLE, 'Ei tätä');
    await form.waitForTimeout(400);
    const again = await openSettings();
    expect(await again.inputValue(TITLE)).to.equal('Ei tätä');
    await again.click('[data-discard]');
    expect([await again.inputValue(TITLE), await isKeptShown(again)]).to.deep.equal([before, false]);
    expect(await storedForms(again)).to.equal(0);

    await again.fill(TITLE, 'Eikä tätä');
    await again.click('[data-forget]');
    await again.locator('.counts, .empty').first().waitFor();
    expect(await (await openSettings()).inputValue(TITLE)).to.equal(before);
  });

  it('keeps what came back with faults, and says nothing that is not so', async () => {
    await become(lms.teacher);
    const form = await openSettings();
    await form.evaluate(`document.body.dataset.launch += '~geheim'`);
    await form.fill(TITLE, ' ');
    await submitTo(form, '#faults');
    expect(await isKeptShown(form)).to.equal(false);
    expect(await storedForms(form)).to.equal(1);
    // What opens a session that has no cookie is never stored.
    expect(await form.evaluate<string>('JSON.stringify({ ...localStorage })')).to.not.include('geheim');
    await form.fill(TITLE, 'Korjattu');
    await submitTo(form, '.counts, .empty');
    expect(await storedForms(form)).to.equal(0);
  });

  it('shows nobody else in this browser what somebody wrote', async () => {
    const colleague = lms.addPerson({ givenName: 'Kaija', familyName: 'Kollega', role: 'teacher' });
    await become(lms.teacher);
    const form = await openSettings();
    const before = await form.inputValue(TITLE);
    await form.fill(TITLE, 'Tiinan luonnos');
    await form.waitForTimeout(400);
    await become(colleague);
    const other = await openSettings();
    expect([await other.inputValue(TITLE), await isKeptShown(other)]).to.deep.equal([before, false]);
    await become(lms.teacher);
    expect(await (await openSettings()).inputValue(TITLE)).to.equal('Tiinan luonnos');
  });

  it('works as ever where the browser keeps nothing', async () => {
    await browser.context.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`,
    );
    await become(lms.teacher);
    const form = await openSettings();
    await form.fill(TITLE, 'Ilman säilöä');
    await form.waitForTimeout(400);
    await submitTo(form, '.counts, .empty');
    const again = await openSettings();
    expect([await again.inputValue(TITLE), await isKeptShown(again)]).to.deep.equal(['Ilman säilöä', false]);
    expect(browser.complaints).to.deep.equal([]);
  });

  it('renews its session while someone writes, seldom, and says when it is over', async () => {
    const touches: number[] = [];
    browser.context.on('response', response => {
      if (response.url().endsWith('/alive')) touches.push(response.status());
    });
    await browser.context.clock.install();
    await become(lms.teacher);
    const form = await openSettings();
    await form.locator(TITLE).pressSequentially('abc');
    expect(touches).to.deep.equal([]);
    await browser.context.clock.fastForward('05:00');
    await form.locator(TITLE).pressSequentially('def');
    await waitFor(() => touches.length > 0, 'the touch');
    expect(touches).to.deep.equal([204]);
    clock.advance(IDLE_LIFE_MS + MINUTE_MS);
    await browser.context.clock.fastForward('05:00');
    await form.locator(TITLE).pressSequentially('g');
    await waitFor(() => touches.length > 1, 'the second touch');
    await form.locator('[data-over=over]').waitFor();
    expect(touches).to.deep.equal([204, 401]);
    if (PICTURES) await takePicture(browser.page, 'fi-session-over');
  });

  it('is left by a click for the LMS, by the whole window', async () => {
    await become(lms.teacher);
    const form = await openSettings();
    const address = form.url();
    await form.click('.leave button');
    await browser.page.waitForURL(/\/courses\/[^/]+$/);
    await browser.page.goto(address);
    expect(await browser.page.locator('code').first().innerText()).to.equal('lti/session-missing');

    // The same from a window of its own.
    await browser.page.goto(`${lms.issuer}/launch/${link.id}`);
    await browser.page.click('.leave button');
    await browser.page.waitForURL(/\/courses\/[^/]+$/);
  });
});
