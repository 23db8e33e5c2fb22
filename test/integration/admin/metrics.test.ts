import { expect } from 'chai';
import { HOUR_MS, plusMs } from '../../../src/kit/clock.ts';
import { startAdminRoom, type RunningAdmin } from '../../support/admin-room.ts';
import { storeOutboxRows } from '../../support/outbox-rows.ts';
import { signInAsOperator } from '../../support/operator.ts';
import { rawRequest } from '../../support/raw-request.ts';
import { settableClock } from '../../support/settable-clock.ts';
import type { Answer } from '../../support/browse.ts';
import type { KnownPlatform } from '../../../src/admin/grade-rows.rules.ts';

const TOKEN = 'a-token-of-at-least-32-characters==';
const PLATFORM: KnownPlatform = { id: 'p', name: 'Moodle', issuer: 'https://lms.example', status: 'active' };

describe('/admin/metrics', () => {
  const clock = settableClock('2026-11-27T10:00:00Z');
  let tool: RunningAdmin;

  const start = (metricsToken?: string): Promise<RunningAdmin> =>
    startAdminRoom({ clock, metricsToken, platforms: { list: () => Promise.resolve([PLATFORM] as never) } });
  const scrape = (headers: Record<string, string> = {}): Promise<Answer> =>
    rawRequest(tool.url, '/admin/metrics', { headers });

  beforeEach(async () => {
    tool = await start(TOKEN);
  });
  afterEach(() => tool.close());

  it('are given to a scraper that brings the token, in the format of its version', async () => {
    const now = clock.now();
    await storeOutboxRows(tool.db, [
      { platformId: 'p', state: 'waiting', eventAt: plusMs(now, -HOUR_MS), dueAt: now },
      { platformId: 'p', state: 'refused', eventAt: now, reason: 'gone' },
    ]);
    for (const authorization of [`Bearer ${TOKEN}`, `bearer  ${TOKEN}`]) {
      const answer = await scrape({ authorization });
      expect(answer.status).to.equal(200);
      expect(answer.headers['content-type']).to.equal('text/plain; version=0.0.4; charset=utf-8');
      expect(answer.headers['cache-control']).to.equal('no-store');
      expect(answer.body)
        .to.include('sosrake_grades_waiting{platform="p",issuer="https://lms.example"} 1\n')
        .and.include(
          'sosrake_grades_oldest_waiting_seconds{platform="p",issuer="https://lms.example"} 3600\n',
        )
        .and.include('sosrake_grades_refused{platform="p",issuer="https://lms.example",reason="gone"} 1\n');
    }
  });

  it('are refused to anybody else, in plain words and with no figure', async () => {
    const wrong = [
      '',
      'Bearer',
      'Bearer ',
      TOKEN,
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Bearer ${TOKEN.slice(0, -1)}`,
    ];
    for (const authorization of [...wrong, `Bearer ${TOKEN} ${TOKEN}`, 'Bearer undefined']) {
      const answer = await scrape({ authorization });
      expect(answer.status, authorization).to.equal(401);
      expect(answer.headers['www-authenticate']).to.equal('Bearer realm="metrics"');
      expect(answer.headers['content-type']).to.match(/^text\/plain/);
      expect(answer.body).to.include('operator-link').and.not.include('sosrake_grades');
    }
    expect((await scrape()).status).to.equal(401);
    expect((await rawRequest(tool.url, `/admin/metrics?token=${TOKEN}`)).status).to.equal(401);
  });

  it('are given to an operator who is signed in, until the session is over', async () => {
    const operator = await signInAsOperator(tool, clock);
    expect((await operator.get('/admin/metrics')).body).to.include('# TYPE sosrake_grades_waiting gauge');
    await operator.post('/admin/sign-out');
    expect((await operator.get('/admin/metrics')).status).to.equal(401);
  });

  it('are for operators alone where no token is set', async () => {
    const closed = await start();
    try {
      for (const authorization of ['Bearer undefined', 'Bearer ', 'Bearer null', `Bearer ${TOKEN}`]) {
        const answer = await rawRequest(closed.url, '/admin/metrics', { headers: { authorization } });
        expect(answer.status, authorization).to.equal(401);
      }
      const operator = await signInAsOperator(closed, clock);
      expect((await operator.get('/admin/metrics')).status).to.equal(200);
    } finally {
      await closed.close();
    }
  });

  it('open nothing else: the token is no session', async () => {
    const answer = await rawRequest(tool.url, '/admin', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(answer.status).to.equal(401);
  });
});
