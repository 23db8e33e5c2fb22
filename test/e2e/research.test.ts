import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { systemClock } from '../../src/kit/clock.ts';
import { newToken } from '../../src/kit/ids.ts';
import { createPlatformStore } from '../../src/lti/index.ts';
import { openAnswers, type AnswerDoc } from '../../src/self-assessment/answer-model.store.ts';
import { aSelfAssessment } from '../integration/self-assessment/world.ts';
import { newOperatorLink } from '../support/operator.ts';
import { startTool, type RunningTool } from '../support/tool.ts';
import { openBrowser } from './chromium.ts';
import { byKeyboard, byMouse } from './hands.ts';
import { lookAtPage } from './look.ts';

const TRIPS = [
  { locale: 'fi', width: 360, newHands: byMouse },
  { locale: 'sv', width: 1280, newHands: byKeyboard },
  { locale: 'en', width: 885, newHands: byMouse },
] as const;

const PRIMARY = 'main .primary';
const PEOPLE = 12;
const TITLE = 'Rakenteellisen sosiaalityön osaamisen itsearviointi, syksy 2026';

function anAnswer(activityId: string, platformId: string, round: AnswerDoc['round']): AnswerDoc {
  return {
    _id: newToken(),
    pseudonym: newToken(),
    activityId,
    round,
    instrument: { id: 'structural-social-work', version: 2 },
    role: 'worker',
    platformId,
    hasConsent: true,
    answers: { A1: { skill: 3, importance: 4 } },
    isSubmitted: true,
    isTrial: false,
    savedOn: '2026-09-01',
    release: 'with-rows',
  };
}

/** An activity whose first round twelve people let research have, and whose second too few. */
async function furnish({ db }: RunningTool): Promise<void> {
  const issuer = 'https://moodle.example.fi';
  const { id: platformId } = await createPlatformStore(db, systemClock).insert({
    issuer,
    clientId: 'client',
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    tokenAudience: null,
    jwksUrl: `${issuer}/jwks`,
    productFamily: 'moodle',
    name: 'Itä-Suomen ammattikorkeakoulu',
    status: 'active',
    deployments: [],
    scopes: [],
  });
  const { id, ...activity } = aSelfAssessment({ title: TITLE, platformId });
  const activities = db.connection.collection<{ _id: string }>('activities_activities');
  await activities.insertOne({ _id: id, ...activity, movedToId: null } as never);
  const rounds = [...Array<'before'>(PEOPLE).fill('before'), ...Array<'after'>(2).fill('after')];
  await openAnswers(db).collection.insertMany(
    rounds.map(round => anAnswer(id, platformId, round)) as never[],
  );
}

describe('an operator who exports for research', function () {
  this.timeout(180_000);
  for (const { locale, width, newHands } of TRIPS) {
    const name = `${locale}-research-${String(width)}`;

    it(`signs in, asks, gives a reason, gets a file, and finds it in the log: ${name}`, async () => {
      const tool = await startTool();
      const browser = await openBrowser({ locale, width });
      const { page } = browser;
      const hands = newHands();
      const press = (selector: string): Promise<void> => hands.press(page.mainFrame(), selector);
      const look = (what: string): Promise<void> => lookAtPage(page, { locale, width, name }, what);
      try {
        await page.goto((await newOperatorLink(tool)).href);
        await press(PRIMARY);
        await page.waitForURL(`${tool.url}/admin`);
        await press('a[href="/admin/research"]');
        await page.waitForURL(`${tool.url}/admin/research`);
        await look('empty');

        await furnish(tool);
        await page.reload();
        await look('list');
        await press('main th a');
        await page.waitForURL(/\/admin\/research\/activity-1$/);
        await look('form');
        await press(PRIMARY);
        await page.locator('#faults').waitFor();
        await look('faults');

        await press('input[name=rounds][value=before]');
        await hands.write(page.mainFrame(), '#by', 'Anna Ylläpitäjä');
        await hands.write(page.mainFrame(), '#reason', 'Tutkimuslupa 12/2026');
        const [download] = await Promise.all([page.waitForEvent('download'), press(PRIMARY)]);
        expect(download.suggestedFilename()).to.match(/^research-[\w-]+\.csv$/);
        const file = readFileSync(await download.path());
        const rows = parse<{ person: string }>(file, { bom: true, columns: true });
        expect(new Set(rows.map(one => one.person))).to.have.property('size', PEOPLE);

        await press('main a[href="/admin/research"]');
        await page.waitForURL(`${tool.url}/admin/research`);
        await look('log');
        const log = await page.locator('table').last().innerText();
        expect(log).to.include('Anna Ylläpitäjä').and.include('Tutkimuslupa 12/2026');
        // The browser notes the form that was sent empty on purpose.
        expect(browser.complaints.filter(one => !one.includes('422'))).to.deep.equal([]);
      } finally {
        await browser.close();
        await tool.close();
      }
    });
  }
});
