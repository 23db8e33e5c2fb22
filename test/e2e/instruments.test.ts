import { expect } from 'chai';
import type { Frame } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { startTool } from '../support/tool.ts';
import { openBrowser, toolFrame } from './chromium.ts';
import { byKeyboard, byMouse, type Hands } from './hands.ts';
import { become, lookAround, openActivity, placeSelfAssessment, type Trip } from './trip.ts';

const STEPS_AT_MOST = 12;
const LIST = 'a[href$="/self-assessment/instruments"]';
const COPY = 'form[action$="/instruments/copy"] button';
const ADD = 'a[href$="/new/true-false"]';
const PARTS = 'a[href="#check"]';
const SAVE = 'main form .primary';
const USE = 'button[name=use]';
const WORDS: Record<Locale, string> = {
  fi: 'Rakenteellinen sosiaalityö on osa sosiaalihuoltoa.',
  sv: 'Strukturellt socialt arbete är en del av socialvården.',
  en: 'Structural social work is a part of social welfare.',
};

/** What the guide for teachers says, from the activity's page to a question that learners are asked. */
async function addQuestion(trip: Trip, hands: Hands): Promise<Frame> {
  const { browser, tool } = trip;
  const at = (path: RegExp): Promise<Frame> => toolFrame(browser.context, tool.url, path);
  const dashboard = await openActivity(trip, /\/dashboard\/?$/);
  await hands.press(dashboard, LIST);
  const list = await at(/\/instruments$/);
  await lookAround(trip, list, 'list');
  await hands.press(list, COPY);
  const copied = await at(/\/instruments\/[\w-]{36}$/);
  await lookAround(trip, copied, 'copied');
  await hands.press(copied, PARTS);
  await hands.press(copied, ADD);
  const form = await at(/\/new\/true-false$/);
  await lookAround(trip, form, 'new-question');
  for (const [locale, text] of Object.entries(WORDS)) {
    await hands.write(form, `textarea[name="text.${locale}"]`, text);
  }
  await hands.press(form, 'input[name=right][value=true]');
  await hands.press(form, SAVE);
  const saved = await at(/\/instruments\/[\w-]{36}$/);
  await saved.waitForURL(/done=saved#K13$/);
  await hands.press(saved, USE);
  await saved.waitForURL(/done=used/);
  return at(/\/instruments\/[\w-]{36}$/);
}

const TRIPS = [
  { locale: 'fi', width: 885, hands: byMouse, how: 'with the mouse' },
  { locale: 'sv', width: 1280, hands: byKeyboard, how: 'by the keyboard alone' },
  { locale: 'en', width: 360, hands: byMouse, how: 'on a phone' },
] as const;

describe('a question for a copied instrument', function () {
  this.timeout(180_000);
  for (const { locale, width, hands: newHands, how } of TRIPS) {
    it(`is added in ${locale} ${how}, in twelve steps at most`, async () => {
      const tool = await startTool();
      const lms = await tool.startLms();
      const browser = await openBrowser({ width, locale });
      try {
        const pictures = `${locale}-instruments-${String(width)}`;
        const trip: Trip = { tool, lms, browser, locale, cookies: 'blocked', pictures };
        await placeSelfAssessment(trip);
        await become(trip, lms.teacher);
        const hands = newHands();
        const used = await addQuestion(trip, hands);
        expect(hands.steps()).to.be.at.most(STEPS_AT_MOST);
        expect(await used.locator('main').innerText()).to.contain(WORDS[locale]);
        await lookAround(trip, used, 'used');
        await used.click('a[href$="/preview"]');
        const preview = await toolFrame(browser.context, tool.url, /\/preview$/);
        expect(await preview.locator('main').innerText()).to.contain(WORDS[locale]);
        await lookAround(trip, preview, 'preview');
        await preview.click('main .primary');
        const back = await toolFrame(browser.context, tool.url, /\/instruments\/[\w-]{36}$/);
        await back.click('a[href$="/import"]');
        await lookAround(trip, await toolFrame(browser.context, tool.url, /\/import$/), 'import');
        const copy = used.url().replace(/\/import$/, '');
        for (const page of ['item/A1', 'new/single', 'new/number', 'remove/area-A']) {
          await used.goto(`${copy}/${page}`);
          await lookAround(trip, used, page.replaceAll('/', '-'));
        }
        expect(browser.complaints).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
