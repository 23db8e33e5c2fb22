import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { ABSOLUTE_LIFE_MS, IDLE_LIFE_MS } from '../../../src/lti/session.store.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/kit/clock.ts';
import { placeSelfAssessment } from '../../support/learner.ts';
import {
  browse,
  launchThrough,
  postToken,
  walkLogin,
  type Answer,
  type LaunchWalk,
  type RunningLms,
} from '../../support/lms.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

describe('a session', function () {
  this.timeout(30_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;
  let clock: SettableClock;

  beforeEach(async () => {
    clock = settableClock(new Date().toISOString());
    tool = await startTool({ clock });
    lms = await tool.startLms({ clock });
    link = await placeSelfAssessment(lms, tool.url);
  });
  afterEach(() => tool.close());

  const baseOf = (walk: LaunchWalk): string => walk.url.pathname.split('/').slice(0, 3).join('/');
  const post = (
    walk: LaunchWalk,
    path: string,
    headers: Record<string, string> = {},
    fields: Record<string, string> = {},
  ): Promise<Answer> =>
    browse(
      new URL(`${baseOf(walk)}/${path}`, walk.url),
      { jar: walk.jar, headers: { 'sec-fetch-site': 'same-origin', ...headers } },
      fields,
    );
  const look = (walk: LaunchWalk): Promise<Answer> => browse(walk.url, { jar: walk.jar });
  const open = (): Promise<LaunchWalk> => launchThrough(lms, tool.url, lms.student, link);

  /** A launch of the student that says it leads back to this address. */
  async function openReturning(returnUrl: unknown): Promise<LaunchWalk> {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const claims = lms.claims(lms.student, link, login.nonce) as Record<string, unknown>;
    claims[`${LTI}/launch_presentation`] = { locale: 'fi', return_url: returnUrl };
    const params = { id_token: lms.signIdToken(claims), state: login.state };
    return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar: login.jar });
  }

  describe('in time', () => {
    it('ends when nobody used it, and does not while someone works on an open page', async () => {
      const idle = await open();
      const busy = await open();
      for (let hours = 0; hours < 6; hours += 1) {
        clock.advance(HOUR_MS);
        const alive = await post(busy, 'alive');
        expect([alive.status, alive.body]).to.deep.equal([204, '']);
      }
      expect((await look(busy)).status).to.equal(200);
      const gone = await look(idle);
      expect(gone.status).to.equal(401);
      expect(gone.body).to.include('<h1>').and.include('lti/session-missing');
    });

    it('ends after its longest time, however much it is used', async () => {
      const walk = await open();
      for (let at = 0; at < ABSOLUTE_LIFE_MS - IDLE_LIFE_MS; at += IDLE_LIFE_MS - HOUR_MS) {
        clock.advance(IDLE_LIFE_MS - HOUR_MS);
        expect((await post(walk, 'alive')).status).to.equal(204);
      }
      clock.advance(IDLE_LIFE_MS - HOUR_MS);
      expect((await post(walk, 'alive')).status).to.equal(401);
    });

    it('answers a form with a kind page once it is over, and changes nothing', async () => {
      const teacher = await launchThrough(lms, tool.url, lms.teacher, link);
      clock.advance(IDLE_LIFE_MS + MINUTE_MS);
      const answer = await post(teacher, 'activities/settings', {}, { title: 'Uusi nimi' });
      expect(answer.status).to.equal(401);
      expect(answer.headers['content-type']).to.match(/^text\/html/);
      expect(answer.body).to.include('säilyy tällä laitteella').and.to.not.include('data-launch');
      const activity = await tool.db.connection.collection('activities_activities').findOne({});
      expect(activity?.title).to.equal('Osaamisen itsearviointi');
    });
  });

  describe('that is left', () => {
    it('opens nothing any more, and leads the whole window back to the LMS', async () => {
      const walk = await open();
      expect(walk.body)
        .to.include('Takaisin oppimisympäristöön')
        .and.include(`action="${baseOf(walk)}/leave"`);
      const cookie = walk.jar.header(walk.url) ?? '';
      const left = await post(walk, 'leave');
      expect(left.status).to.equal(200);
      expect(left.body).to.include('<h1>Olet poistunut</h1>');
      const href = `${lms.issuer}/courses/${lms.course().id}/return`;
      expect(left.body).to.include(`href="${href}" target="_top"`);
      expect(left.body).to.not.include('/leave"').and.to.not.include('/language"');
      expect(walk.jar.header(walk.url) ?? '').to.not.include('session');
      const back = await look(walk);
      expect([back.status, back.headers['cache-control']]).to.deep.equal([401, 'no-store']);
      const withOldCookie = await browse(walk.url, { headers: { cookie } });
      expect(withOldCookie.status).to.equal(401);
    });

    it('keeps of its document what guards the login, for ten minutes, and nothing of the person', async () => {
      const walk = await openReturning(`${lms.issuer}/courses/1/return?sesskey=geheim`);
      await post(walk, 'leave');
      const doc = await tool.db.connection
        .collection<{ _id: string; expiresAt: Date }>('lti_sessions')
        .findOne({ _id: baseOf(walk).slice(3) });
      expect(doc?.expiresAt.getTime()).to.be.above(clock.now().getTime() + 10 * MINUTE_MS);
      const text = JSON.stringify(doc);
      for (const personal of [lms.student.familyName, `"${lms.student.id}"`, 'geheim', 'participantId'])
        expect(text).to.not.include(personal);
    });

    it('stays over although a request was on its way', async () => {
      const walk = await open();
      const cookie = walk.jar.header(walk.url) ?? '';
      clock.advance(HOUR_MS);
      await Promise.all([...Array.from({ length: 8 }, () => look(walk)), post(walk, 'leave')]);
      expect((await browse(walk.url, { headers: { cookie } })).status).to.equal(401);
    });

    it('disturbs no other session of the same browser', async () => {
      const first = await open();
      const second = await launchThrough(lms, tool.url, lms.teacher, link, { jar: first.jar });
      await post(first, 'leave');
      expect((await look(second)).status).to.equal(200);
    });

    it('cannot be ended by a form of another site', async () => {
      const walk = await open();
      expect((await post(walk, 'leave', { 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
      expect((await look(walk)).status).to.equal(200);
    });
  });

  describe('without a way back', () => {
    for (const [what, url] of [
      ['to a stranger’s address', 'https://evil.example/return'],
      ['to a stranger who looks like the LMS', 'http://127.0.0.1.evil.example/return'],
      ['to a script', 'javascript:alert(1)'],
      ['to a name before the host', 'http://127.0.0.1@evil.example/'],
      ['nowhere', undefined],
      ['to no address', 17],
    ] as const) {
      it(`(${what}) offers none, and can be closed`, async () => {
        const walk = await openReturning(url);
        expect(walk.status).to.equal(200);
        expect(walk.body).to.not.include('/leave"').and.to.not.include('evil');
        const left = await post(walk, 'leave');
        expect(left.status).to.equal(200);
        expect(left.body).to.include('Voit sulkea tämän sivun').and.to.not.include('evil');
      });
    }
  });
});
