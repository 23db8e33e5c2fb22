import { expect } from 'chai';
import type { KnownPlatform } from '../../../src/admin/grade-rows.rules.ts';
import { HOUR_MS, MINUTE_MS, plusMs } from '../../../src/kit/clock.ts';
import { startAdminRoom, type RunningAdmin } from '../../support/admin-room.ts';
import { signInAsOperator } from '../../support/operator.ts';
import { storeOutboxRows, type OutboxRow } from '../../support/outbox-rows.ts';
import { settableClock } from '../../support/settable-clock.ts';

const MOODLE: KnownPlatform = {
  id: 'p',
  name: 'Oma Moodle',
  issuer: 'https://lms.example',
  status: 'active',
};

describe('the operator’s page', () => {
  const clock = settableClock('2026-11-27T10:00:00Z');
  const now = clock.now();
  const ago = (ms: number): Date => plusMs(now, -ms);
  let tool: RunningAdmin;
  let platforms: KnownPlatform[];

  beforeEach(async () => {
    platforms = [MOODLE];
    tool = await startAdminRoom({ clock, platforms: { list: () => Promise.resolve(platforms as never) } });
  });
  afterEach(() => tool.close());

  /** @returns the page's words in a language, without its markup */
  async function words(language = 'en'): Promise<string> {
    const operator = await signInAsOperator(tool, clock);
    const page = await operator.get('/admin', { 'accept-language': language });
    expect(page.status, page.body).to.equal(200);
    return page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  }
  const store = (...rows: Omit<OutboxRow, 'platformId'>[]): Promise<void> =>
    storeOutboxRows(
      tool.db,
      rows.map(row => ({ ...row, platformId: 'p' })),
    );

  it('says what will be here while no platform is connected, and who makes it come', async () => {
    platforms = [];
    expect(await words())
      .to.include('No learning platform is connected yet')
      .and.include('registration-link');
  });

  it('says that all is well where nothing waits, and where something is only on its way', async () => {
    expect(await words()).to.include('None is waiting, and none was refused');
    await store({ state: 'waiting', eventAt: now, dueAt: now });
    expect(await words()).to.include('1 is on its way, and none was refused');
  });

  it('says since when grades do not get through and why, how old the oldest is, and what was refused', async () => {
    const later = plusMs(now, MINUTE_MS);
    await store(
      {
        state: 'waiting',
        eventAt: ago(3 * HOUR_MS),
        dueAt: later,
        failingSince: ago(2 * HOUR_MS),
        reason: 'unavailable',
      },
      { state: 'waiting', eventAt: ago(HOUR_MS), dueAt: now },
      { state: 'refused', eventAt: now, reason: 'not-gradable' },
      { state: 'refused', eventAt: now, reason: 'not-gradable' },
      { state: 'refused', eventAt: now, reason: 'made-up-tomorrow' },
      { state: 'sent', eventAt: ago(HOUR_MS), sentAt: ago(HOUR_MS) },
    );
    expect(await words())
      .to.include('Grades do not get through to 1 learning platform')
      .and.include('3 grades were refused')
      .and.match(/Oma Moodle https:\/\/lms\.example 2 due now: 1 3 hours Fri 27 Nov 2026, 09:00 /)
      .and.match(/Fri 27 Nov 2026, 10:00 No answer 3 Person cannot be graded: 2 made-up-tomorrow: 1 1 /)
      .and.include('The platform did not answer, or answered with a fault of its own.')
      .and.include('This page has no words for it yet.')
      .and.not.include('Grades get through');
    expect(await words('fi'))
      .to.include('pe 27.11.2026 klo 09.00')
      .and.include('3 tuntia');
    expect(await words('sv'))
      .to.include('fre 27.11.2026 kl. 09.00')
      .and.include('3 timmar');
  });

  it('says that a platform is disabled', async () => {
    platforms = [{ ...MOODLE, status: 'disabled' }];
    expect(await words()).to.include('Disabled');
  });

  it('shows markup in names, issuers and reasons as text', async () => {
    const markup = `</title>"'><script>zq()</script>`;
    platforms = [{ ...MOODLE, name: markup, issuer: `https://lms.example/${markup}` }];
    await store(
      { state: 'refused', eventAt: now, reason: markup },
      { state: 'waiting', eventAt: now, dueAt: now, failingSince: now, reason: markup },
    );
    const operator = await signInAsOperator(tool, clock);
    const { body } = await operator.get('/admin');
    expect(body).to.include('&lt;script>zq()').and.not.include('<script');
    expect(body.match(/<\/title>/g)).to.have.length(1);
  });

  it('is kept by no cache and framed by nobody', async () => {
    const operator = await signInAsOperator(tool, clock);
    const { headers } = await operator.get('/admin');
    expect(headers['cache-control']).to.equal('no-store');
    expect(headers['content-security-policy']).to.match(/frame-ancestors 'none'$/);
  });
});
