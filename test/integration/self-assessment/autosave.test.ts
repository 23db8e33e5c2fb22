import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openBrowser, type Browser } from '../../e2e/chromium.ts';
import { answerAll, openWorld, type Visit, type World } from './world.ts';

const SAVED = /^✓\s*Tallennettu klo \d\d\.\d\d$/;
const KEPT = /^!\s*Ei vielä tallennettu\. Vastaukset ovat tallessa tällä laitteella/;
const NOT_KEPT = /^!\s*Ei vielä tallennettu, eikä vastauksia voi säilyttää/;
const EXPIRED = /^×\s*Istunto on päättynyt\. Avaa itsearviointi uudelleen oppimisympäristöstäsi/;

describe('the script that saves each answer', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let page: Page;
  let visit: Visit;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  // Each world listens on a port of its own, so that nothing kept by one page is found by the next.
  beforeEach(async () => {
    world = await openWorld();
    page = await browser.context.newPage();
    visit = world.launch();
  });
  afterEach(async () => {
    await browser.context.setOffline(false);
    await page.close();
    await world.close();
  });

  const open = (one: Visit, path = 'area/A') =>
    page.goto(`${world.origin}${one.base}/self-assessment/${path}`);
  const choose = (name: string, value: string) =>
    page.click(`label:has(input[name="${name}"][value="${value}"])`);
  const isChosen = (name: string, value: string) => page.isChecked(`input[name="${name}"][value="${value}"]`);
  const says = (words: RegExp) => page.locator('.save-words').filter({ hasText: words }).waitFor();
  const queue = () => page.evaluate(() => Object.entries(localStorage) as [string, string][]);
  const stored = async () => (await world.documents('self_assessment_answers'))[0]?.['answers'];

  it('says that it saves by itself, then when it has saved, and how far one is', async () => {
    await open(visit);
    await says(/^Vastaukset tallentuvat itsestään\.$/);
    await choose('A1.skill', '3');
    await choose('A1.importance', '4');
    await says(SAVED);
    expect(await stored()).to.deep.equal({ A1: { skill: 3, importance: 4 } });
    expect(await page.textContent('.save-progress')).to.equal('1 / 19 kohtaan vastattu');
    expect(await queue()).to.be.empty;
    expect(await page.getAttribute('.save-words', 'aria-live')).to.equal('polite');
  });

  it('keeps answers on the device while offline, and sends them at once when the connection is back', async () => {
    await open(visit);
    await browser.context.setOffline(true);
    await choose('A1.skill', '2');
    await choose('A2.skill', '5');
    await choose('A2.skill', '4');
    await says(KEPT);
    const [[key, kept]] = (await queue()) as [[string, string]];
    expect(JSON.parse(kept)).to.deep.equal({ A1: { skill: 2 }, A2: { skill: 4 } });
    expect(key).to.not.include('participant-1').and.not.include('activity-1');
    // Only the browser's word that it is online can set it going now.
    await page.evaluate('for (let id = 0; id < 1000; id += 1) clearTimeout(id)');
    await browser.context.setOffline(false);
    await says(SAVED);
    expect(await stored()).to.deep.equal({ A1: { skill: 2 }, A2: { skill: 4 } });
    expect(await queue()).to.be.empty;
  });

  it('loses no change that comes while the answer before it is on its way', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route('**/answer', route => held.then(() => route.continue()), { times: 1 });
    await open(visit);
    await choose('A1.skill', '2');
    await says(/Tallennetaan/);
    await choose('A1.skill', '5');
    release();
    await says(SAVED);
    expect(await stored()).to.deep.equal({ A1: { skill: 5 } });
    expect(await queue()).to.be.empty;
  });

  it('tries again by itself while the service is away', async () => {
    let tries = 0;
    await page.route('**/answer', route =>
      (tries += 1) < 3 ? route.fulfill({ status: 503 }) : route.continue(),
    );
    await open(visit);
    await choose('A1.skill', '2');
    await says(KEPT);
    await says(SAVED);
    expect(tries).to.equal(3);
    expect(await stored()).to.deep.equal({ A1: { skill: 2 } });
  });

  it('says to come again from the LMS when the session has ended, and brings the answers back then', async () => {
    await open(visit);
    await choose('A1.skill', '1');
    await says(SAVED);
    world.sessions.delete(visit.session.id);
    await choose('A3.skill', '4');
    await choose('A3.importance', '3');
    await says(EXPIRED);
    await choose('A4.skill', 'outside');
    await says(EXPIRED);
    expect(await stored()).to.deep.equal({ A1: { skill: 1 } });

    await open(world.launch());
    expect(await isChosen('A3.skill', '4')).to.equal(true);
    expect(await isChosen('A3.importance', '3')).to.equal(true);
    expect(await isChosen('A4.skill', 'outside')).to.equal(true);
    await says(SAVED);
    expect(await stored()).to.deep.equal({
      A1: { skill: 1 },
      A3: { skill: 4, importance: 3 },
      A4: { skill: 'outside' },
    });
    expect(await queue()).to.be.empty;
  });

  it('sends what was kept from the first page too, which then tells the new count', async () => {
    await visit.save({ statement: 'A1', skill: 3 });
    await open(visit);
    world.sessions.delete(visit.session.id);
    await choose('A3.skill', '4');
    await says(EXPIRED);
    await open(world.launch(), '');
    await page.locator('h2', { hasText: '2 / 19 kohtaan vastattu' }).waitFor();
    expect(await stored()).to.deep.equal({ A1: { skill: 3 }, A3: { skill: 4 } });
  });

  it("leaves one person's kept answers alone when another uses the device", async () => {
    await open(visit);
    world.sessions.delete(visit.session.id);
    await choose('A3.skill', '4');
    await says(EXPIRED);
    await open(world.launch({ participantId: 'participant-2' }));
    await says(/tallentuvat itsestään/);
    expect(await isChosen('A3.skill', '4')).to.equal(false);
    await choose('A1.skill', '1');
    await says(SAVED);
    expect(await queue()).to.have.length(1);
  });

  it('stays on the page while something waits, and goes on once it is saved', async () => {
    await open(visit);
    await browser.context.setOffline(true);
    await choose('A1.skill', '2');
    await page.click('main .primary');
    await says(KEPT);
    expect(page.url()).to.match(/\/area\/A$/);
    await browser.context.setOffline(false);
    await says(SAVED);
    await page.click('main .primary');
    await page.waitForURL(/\/area\/B$/);
  });

  it('saves what was chosen just before going on', async () => {
    await open(visit);
    await choose('A1.skill', '5');
    await page.click('main .primary');
    await page.waitForURL(/\/area\/B$/);
    expect(await stored()).to.deep.equal({ A1: { skill: 5 } });
  });

  it('does not undo what was answered meanwhile on another device', async () => {
    await open(visit);
    await choose('A1.skill', '2');
    await says(SAVED);
    await world.launch().save({ statement: 'A1', skill: 5 });
    await page.click('main .primary');
    await page.waitForURL(/\/area\/B$/);
    expect(await stored()).to.deep.equal({ A1: { skill: 5 } });
  });

  it('says so when the answers were sent from another tab, and leads to the result', async () => {
    await open(visit);
    await answerAll(visit);
    await visit.post('submit');
    await choose('A1.skill', '5');
    await says(/Vastaukset on jo lähetetty/);
    expect(await queue()).to.be.empty;
    await page.click('.save-words a');
    await page.waitForURL(/\/result$/);
  });

  it('says so when the browser lets it keep nothing, and still saves when the connection is back', async () => {
    const denied = "get: () => { throw new DOMException('denied', 'SecurityError'); }";
    await page.addInitScript(`Object.defineProperty(window, 'localStorage', { ${denied} });`);
    await open(visit);
    await browser.context.setOffline(true);
    await choose('A1.skill', '2');
    await says(NOT_KEPT);
    await browser.context.setOffline(false);
    await says(SAVED);
    expect(await stored()).to.deep.equal({ A1: { skill: 2 } });
  });

  it('gives up an answer that is refused, and goes on with the others', async () => {
    await open(visit);
    await page.evaluate(() => {
      const name = document.querySelector<HTMLElement>('[data-self-assessment]')?.dataset['queue'] ?? '';
      localStorage.setItem(
        `self-assessment:${name}`,
        '{"Z9":{"skill":3},"A1":{"skill":77},"A2":{"skill":3}}',
      );
    });
    await page.reload();
    await says(/Vastausta ei voitu tallentaa/);
    expect(await stored()).to.deep.equal({ A2: { skill: 3 } });
    expect(await queue()).to.be.empty;
  });

  it('hides the importance of what is no part of the work', async () => {
    await open(visit);
    const importance = page.locator('#A1 .importance');
    expect(await importance.isVisible()).to.equal(true);
    await choose('A1.skill', 'outside');
    expect(await importance.isVisible()).to.equal(false);
    await choose('A1.skill', '2');
    expect(await importance.isVisible()).to.equal(true);
  });

  it('shows no script errors of its own', async () => {
    const before = browser.complaints.length;
    for (const path of ['', 'area/A', 'area/C', 'submit']) await open(visit, path);
    expect(browser.complaints.slice(before)).to.be.empty;
  });
});
