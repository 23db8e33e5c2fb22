import { expect } from 'chai';
import { LIMITS } from '../../config/limits.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { become, lookAround, openActivity, placeSelfAssessment, type Trip } from './trip.ts';

const WORDS = 'Rakenteellinen sosiaalityö on osa sosiaalihuoltoa. ';
const FIELD = 'textarea[name="text.sv"]';
const SAVE = 'main form .primary';

describe('a question that is too large to send', function () {
  this.timeout(120_000);

  it('gets a page that says what to do, and is still there by the way back', async () => {
    const tool = await startTool();
    const lms = await tool.startLms();
    const browser = await openBrowser({ width: 885, locale: 'sv', cookies: 'allowed' });
    try {
      const pictures = 'sv-too-large-885';
      const trip: Trip = { tool, lms, browser, locale: 'sv', cookies: 'allowed', pictures };
      const at = (path: RegExp) => toolFrame(browser.context, tool.url, path);
      await placeSelfAssessment(trip);
      await become(trip, lms.teacher);
      await (await openActivity(trip, /\/dashboard\/?$/)).click('a[href$="/self-assessment/instruments"]');
      await (await at(/\/instruments$/)).click('form[action$="/instruments/copy"] button');
      const copied = await at(/\/instruments\/[\w-]{36}$/);
      await copied.goto(`${copied.url().replace(/\?.*$/, '')}/new/true-false`);
      const form = await at(/\/new\/true-false$/);
      const words = WORDS.repeat(LIMITS.formBytes / WORDS.length);
      // A field takes less from a hand; a question with many options comes as far by all of them together.
      await form
        .locator(FIELD)
        .evaluate((field, value) => ((field as { value?: string }).value = value), words);
      await form.check('input[name=right][value=true]');
      await form.click(SAVE);
      await form.locator('code:text("http/too-large")').waitFor();
      expect(await form.locator('main').innerText()).to.include('webbläsarens bakåtknapp');
      await lookAround(trip, form, 'refused');

      await form.evaluate('history.back()');
      const again = await at(/\/new\/true-false$/);
      await again.locator(FIELD).waitFor();
      expect(await again.inputValue(FIELD)).to.equal(words);
      expect(await again.isChecked('input[name=right][value=true]')).to.equal(true);
      for (const locale of ['fi', 'sv', 'en'])
        await again.fill(`textarea[name="text.${locale}"]`, WORDS.trim());
      await lookAround(trip, again, 'again');
      await again.click(SAVE);
      await (await at(/\/instruments\/[\w-]{36}$/)).waitForURL(/done=saved#K13$/);
      expect(browser.complaints.filter(one => !one.includes('413'))).to.deep.equal([]);
    } finally {
      await browser.close();
      await tool.close();
    }
  });
});
