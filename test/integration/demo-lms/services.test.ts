import type { JWK } from 'jose';
import { expect } from 'chai';
import { newKey } from '../../../src/demo-lms/keys.ts';
import { SCOPE } from '../../../src/demo-lms/scopes.rules.ts';
import type { DemoLineItem, DemoLink, DemoTool } from '../../../src/demo-lms/index.ts';
import { MINUTE_MS, systemClock } from '../../../src/kit/clock.ts';
import { startDemoLms, type RunningLms } from '../../support/lms.ts';
import { startFakeTool, type FakeTool } from './fake-tool.ts';

const LINE_ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const LINE_ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';

describe('demo LMS: services', () => {
  let lms: RunningLms;
  let tool: FakeTool;
  let registered: DemoTool;
  let link: DemoLink;
  let item: DemoLineItem;
  let minutes = 0;

  before(async () => {
    const clock = { now: () => new Date(systemClock.now().getTime() + minutes * MINUTE_MS) };
    [lms, tool] = await Promise.all([startDemoLms({ clock }), startFakeTool(clock)]);
    registered = await lms.register(`${tool.url}/register`, { activate: true });
    link = lms.addLink({ title: 'Arvio', lineItem: { scoreMaximum: 100, resourceId: 'r-1', tag: 'grade' } });
    item = lms.lineItem(link) as DemoLineItem;
  });
  after(() => Promise.all([lms.close(), tool.close()]));
  afterEach(() => lms.calls.clear());

  function itemUrl(path = '', query = ''): string {
    const url = new URL(lms.lineItemUrl(item));
    return `${url.origin}${url.pathname}${path}${url.search}${query}`;
  }

  async function call(
    method: string,
    url: string,
    scopes: string[],
    body?: unknown,
    type?: string,
  ): Promise<Response> {
    const authorization = `Bearer ${await tool.token(lms, registered, ...scopes)}`;
    const kind: Record<string, string> =
      method === 'GET' ? { accept: type ?? '' } : { 'content-type': type ?? LINE_ITEM };
    return fetch(url, {
      method,
      headers: { authorization, ...kind },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  function score(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const fixed = {
      gradingProgress: 'FullyGraded',
      activityProgress: 'Completed',
      scoreGiven: 3,
      scoreMaximum: 5,
    };
    return { ...fixed, userId: lms.student.id, timestamp: new Date().toISOString(), ...changes };
  }

  async function postScore(changes: Record<string, unknown> = {}): Promise<number> {
    return (await call('POST', itemUrl('/scores'), [SCOPE.score], score(changes), SCORE_TYPE)).status;
  }

  describe('token endpoint', () => {
    const good = SCOPE.score;

    it('gives a bearer token of an hour for the scopes that the tool may have', async () => {
      const { status, body } = await tool.tokenRequest(
        lms,
        tool.assertion(lms, registered),
        `${good} ${SCOPE.roster} other`,
      );
      expect(status).to.equal(200);
      expect(body).to.include({ token_type: 'Bearer', expires_in: 3600, scope: `${good} ${SCOPE.roster}` });
    });

    it('refuses a request for nothing that the tool may have', async () => {
      const { status, body } = await tool.tokenRequest(lms, tool.assertion(lms, registered), 'other');
      expect([status, body.error]).to.deep.equal([400, 'invalid_scope']);
    });

    it('takes each assertion once', async () => {
      const assertion = tool.assertion(lms, registered);
      expect((await tool.tokenRequest(lms, assertion, good)).status).to.equal(200);
      expect((await tool.tokenRequest(lms, assertion, good)).body.error).to.equal('invalid_client');
    });

    const past = Math.floor(Date.now() / 1000) - 120;
    const WRONG: [string, Record<string, unknown>][] = [
      ['for another audience', { aud: 'https://other.example/token' }],
      ['that has expired', { iat: past, exp: past + 60 }],
      ['without an expiry', { exp: undefined }],
      ['without a jti', { jti: undefined }],
      ['of an unknown client', { sub: 'nobody' }],
      ['issued by another', { iss: 'nobody' }],
    ];
    for (const [what, claims] of WRONG) {
      it(`refuses an assertion ${what}`, async () => {
        const { status, body } = await tool.tokenRequest(lms, tool.assertion(lms, registered, claims), good);
        expect([status, body.error]).to.deep.equal([400, 'invalid_client']);
      });
    }

    it('refuses a foreign key under the right name', async () => {
      const foreign = await newKey();
      const assertion = tool.assertion(lms, registered, {}, { key: foreign });
      expect((await tool.tokenRequest(lms, assertion, good)).body.error).to.equal('invalid_client');
    });

    it('fetches the keys anew when the tool has changed them', async () => {
      const old = tool.keys;
      tool.keys = [await newKey(), ...old];
      expect((await tool.tokenRequest(lms, tool.assertion(lms, registered), good)).status).to.equal(200);
      tool.keys = [old[0] as JWK];
    });

    it('reads forms only', async () => {
      const response = await fetch(`${lms.issuer}/lti/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credentials' }),
      });
      expect([response.status, await response.json()]).to.deep.equal([400, { error: 'invalid_request' }]);
    });
  });

  describe('scores', () => {
    it('puts 3 of 5 into the gradebook as 60 of 100 and answers with nothing', async () => {
      const response = await call(
        'POST',
        itemUrl('/scores'),
        [SCOPE.score],
        score({ comment: 'Hyvä' }),
        SCORE_TYPE,
      );
      expect([response.status, await response.text()]).to.deep.equal([200, '']);
      expect(lms.grade(link, lms.student)).to.include({ final: 60, feedback: 'Hyvä' });
    });

    it('answers 409 to a second one within the second and leaves the first', async () => {
      const timestamp = new Date(Date.now() + MINUTE_MS).toISOString();
      expect(await postScore({ timestamp })).to.equal(200);
      expect(await postScore({ timestamp, scoreGiven: 5 })).to.equal(409);
      expect(lms.grade(link, lms.student)).to.include({ final: 60 });
    });

    it('answers 400 for teachers, admins and people it does not know', async () => {
      expect(await postScore({ userId: lms.teacher.id })).to.equal(400);
      expect(await postScore({ userId: lms.admin.id })).to.equal(400);
      expect(await postScore({ userId: '999' })).to.equal(400);
    });

    it('answers 400 to a score as plain JSON', async () => {
      const response = await call('POST', itemUrl('/scores'), [SCOPE.score], score(), 'application/json');
      expect(response.status).to.equal(400);
    });

    it('answers 401 without a token, with an old one, and with one for another scope', async () => {
      const post = (authorization: string): Promise<Response> =>
        fetch(itemUrl('/scores'), {
          method: 'POST',
          headers: { authorization, 'content-type': SCORE_TYPE },
          body: JSON.stringify(score()),
        });
      const token = await tool.token(lms, registered, SCOPE.score);
      minutes += 61;
      const statuses = [await post(''), await post(`Bearer ${token}`)].map(response => response.status);
      minutes -= 61;
      const narrow = await tool.token(lms, registered, SCOPE.resultReadonly);
      expect([...statuses, (await post(`Bearer ${narrow}`)).status]).to.deep.equal([401, 401, 401]);
    });

    it('answers 404 when the column is gone', async () => {
      const gone = lms.addLink({ title: 'Poistettava', lineItem: { scoreMaximum: 1 } });
      const url = lms
        .lineItemUrl(lms.lineItem(gone) as DemoLineItem)
        .replace('/lineitem?', '/lineitem/scores?');
      lms.removeLink(gone);
      expect((await call('POST', url, [SCOPE.score], score(), SCORE_TYPE)).status).to.equal(404);
    });

    it('answers 500 while the column is locked', async () => {
      lms.lock(link);
      const status = await postScore({ timestamp: new Date(Date.now() + 5 * MINUTE_MS).toISOString() });
      lms.lock(link, undefined, false);
      expect(status).to.equal(500);
    });
  });

  describe('line items', () => {
    it('shows the column of the link with what the link was made with', async () => {
      const response = await call('GET', itemUrl(), [SCOPE.lineItemReadonly]);
      expect(await response.json()).to.include({
        ...{ id: lms.lineItemUrl(item), label: 'Arvio', scoreMaximum: 100 },
        ...{ resourceId: 'r-1', tag: 'grade', resourceLinkId: link.id },
      });
    });

    it('makes, finds, changes and removes one', async () => {
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems?type_id=${registered.id}`;
      const made = await call('POST', list, [SCOPE.lineItem], { label: 'Oma', scoreMaximum: 10, tag: 'own' });
      const { id } = (await made.json()) as { id: string };
      expect(made.status).to.equal(201);
      const found = await call('GET', `${list}&tag=own`, [SCOPE.lineItem], undefined, LINE_ITEMS);
      expect(await found.json()).to.deep.equal([
        { id, label: 'Oma', scoreMaximum: 10, resourceId: '', tag: 'own' },
      ]);
      const changed = await call('PUT', id, [SCOPE.lineItem], { label: 'Uusi', scoreMaximum: 20 });
      expect(await changed.json()).to.include({ label: 'Uusi', scoreMaximum: 20, tag: '' });
      expect((await call('DELETE', id, [SCOPE.lineItem])).status).to.equal(204);
      expect((await call('GET', id, [SCOPE.lineItem])).status).to.equal(404);
    });

    it('gives back what was sent for a new one, and its address: Moodle says nothing of what it made', async () => {
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems?type_id=${registered.id}`;
      const sent = { label: 'Kaiku', scoreMaximum: 4, resourceId: 'r-9', tag: 't-9', own: 'word' };
      const made = (await (await call('POST', list, [SCOPE.lineItem], sent)).json()) as { id: string };
      expect(made).to.deep.equal({ ...sent, id: made.id });
      expect((await call('DELETE', made.id, [SCOPE.lineItem])).status).to.equal(204);
    });

    it('finds them by link, resourceId and tag, each by all that is asked for', async () => {
      const plain = lms.addLink({ title: 'Ilman sanoja', lineItem: { scoreMaximum: 1 } });
      const bare = lms.state.lineItems.find(one => one.activityId === plain.id) as DemoLineItem;
      // What a teacher switched on in Moodle's own settings: the services keep nothing of it.
      bare.coupling = null;
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems?type_id=${registered.id}`;
      const find = async (query: string): Promise<string[]> => {
        const found = await call('GET', `${list}${query}`, [SCOPE.lineItemReadonly], undefined, LINE_ITEMS);
        return ((await found.json()) as { label: string }[]).map(one => one.label);
      };
      expect(await find(`&resource_link_id=${link.id}`)).to.deep.equal(['Arvio']);
      expect(await find(`&lti_link_id=${link.id}`)).to.deep.equal(['Arvio']);
      expect(await find(`&resource_link_id=${plain.id}`)).to.deep.equal(['Ilman sanoja']);
      expect(await find('&resource_id=r-1&tag=grade')).to.deep.equal(['Arvio']);
      expect(await find('&resource_id=r-1&tag=other')).to.deep.equal([]);
      expect(await find('&tag=')).not.to.include('Ilman sanoja');
      expect(await find(`&resource_link_id=${plain.id}&tag=`)).to.deep.equal([]);
      expect(await find('')).to.include.members(['Arvio', 'Ilman sanoja']);
      lms.removeLink(plain);
    });

    it('pages them where asked, and keeps the filter in the address of the next page', async () => {
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems?type_id=${registered.id}`;
      for (const label of ['Ensimmäinen', 'Toinen'])
        await call('POST', list, [SCOPE.lineItem], { label, scoreMaximum: 1, tag: 'paged' });
      const first = await call('GET', `${list}&tag=paged&limit=1`, [SCOPE.lineItem], undefined, LINE_ITEMS);
      expect((await first.json()) as unknown[]).to.have.length(1);
      const said = Buffer.from(first.headers.get('link') ?? '', 'latin1').toString('utf8');
      const next = /<([^>]+)>; rel=“next”/.exec(said)?.[1] ?? '';
      expect(next).to.include('tag=paged').and.include('from=1');
      const second = await call('GET', next, [SCOPE.lineItem], undefined, LINE_ITEMS);
      expect(((await second.json()) as { label: string }[]).map(one => one.label)).to.deep.equal(['Toinen']);
      const all = await call('GET', `${list}&tag=paged`, [SCOPE.lineItem], undefined, LINE_ITEMS);
      expect([((await all.json()) as unknown[]).length, all.headers.get('link')]).to.deep.equal([2, null]);
    });

    for (const [what, body, status] of [
      ['no name', { scoreMaximum: 1 }, 400],
      ['no maximum', { label: 'x' }, 400],
      ['a maximum that is no number', { label: 'x', scoreMaximum: 'many' }, 400],
      ['a link that does not exist', { label: 'x', scoreMaximum: 1, resourceLinkId: '987' }, 403],
    ] as const) {
      it(`answers ${String(status)} to a new one with ${what}`, async () => {
        const list = `${lms.issuer}/services/${lms.course().id}/lineitems`;
        expect((await call('POST', list, [SCOPE.lineItem], body)).status).to.equal(status);
      });
    }

    it('are made only with the right to make them, and by their own media type', async () => {
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems`;
      const body = { label: 'x', scoreMaximum: 1 };
      expect((await call('POST', list, [SCOPE.lineItemReadonly], body)).status).to.equal(401);
      expect((await call('POST', list, [SCOPE.lineItem], body, 'application/json')).status).to.equal(400);
      expect((await call('POST', list, [SCOPE.lineItem], body, LINE_ITEMS)).status).to.equal(400);
    });

    it('names no line item in launches once a second one is bound to the link', async () => {
      const twice = lms.addLink({ title: 'Kaksi', lineItem: { scoreMaximum: 1 } });
      const endpoint = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
      expect(lms.claims(lms.student, twice, 'n')[endpoint]).to.have.property('lineitem');
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems`;
      await call('POST', list, [SCOPE.lineItem], {
        label: 'Toinen',
        scoreMaximum: 1,
        resourceLinkId: twice.id,
      });
      expect(lms.claims(lms.student, twice, 'n')[endpoint]).not.to.have.property('lineitem');
    });

    it('answers 403 to one bound to a link of another course', async () => {
      const copy = lms.copyCourse(lms.course());
      const foreign = lms.state.links.find(one => one.courseId === copy.id);
      const list = `${lms.issuer}/services/${lms.course().id}/lineitems`;
      const body = { label: 'Vieras', scoreMaximum: 1, resourceLinkId: foreign?.id };
      expect((await call('POST', list, [SCOPE.lineItem], body)).status).to.equal(403);
    });
  });

  describe('results', () => {
    let graded: DemoLink;
    before(async () => {
      graded = lms.addLink({ title: 'Monta', lineItem: { scoreMaximum: 10 } });
      item = lms.lineItem(graded) as DemoLineItem;
      for (const n of [1, 2, 3]) {
        const person = lms.addPerson({ givenName: `Oppija ${String(n)}`, familyName: 'X', role: 'student' });
        await postScore({ userId: person.id, scoreGiven: n, scoreMaximum: 10 });
      }
    });

    it('lists what was graded, at once', async () => {
      const page = await call('GET', itemUrl('/results'), [SCOPE.resultReadonly]);
      const rows = (await page.json()) as Record<string, unknown>[];
      expect(rows.map(row => row.resultScore)).to.deep.equal([1, 2, 3]);
    });

    it('fails where a page of it is asked for, unless there is nothing', async () => {
      const page = await call('GET', itemUrl('/results', '&limit=2'), [SCOPE.resultReadonly]);
      expect(page.status).to.equal(404);
      item = lms.lineItem(lms.addLink({ title: 'Tyhjä', lineItem: { scoreMaximum: 1 } })) as DemoLineItem;
      expect((await call('GET', itemUrl('/results', '&limit=2'), [SCOPE.resultReadonly])).status).to.equal(
        200,
      );
      item = lms.lineItem(graded) as DemoLineItem;
    });

    it('finds the result of one person', async () => {
      const third = lms.state.people.at(-1);
      const response = await call('GET', itemUrl('/results', `&user_id=${third?.id ?? ''}`), [
        SCOPE.resultReadonly,
      ]);
      const [row] = (await response.json()) as Record<string, unknown>[];
      expect(row).to.include({ userId: third?.id, resultScore: 3, resultMaximum: 10 });
    });
  });

  describe('roster', () => {
    const rosterUrl = (query = ''): string =>
      `${lms.issuer}/services/CourseSection/${lms.course().id}/bindings/${registered.id}/memberships${query}`;
    type Member = { user_id: string; roles: string[]; status: string; name?: string; email?: string };

    async function get(url: string): Promise<{ members: Member[]; link: string | null }> {
      const response = await call('GET', url, [SCOPE.roster]);
      expect(response.headers.get('content-type')).to.include(
        'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      );
      return { ...((await response.json()) as { members: Member[] }), link: response.headers.get('link') };
    }

    it('lists enrolled people with short roles, who may not edit the course as learners, admins only when enrolled', async () => {
      const boss = lms.addPerson({
        givenName: 'Pia',
        familyName: 'Pääkäyttäjä',
        role: 'admin',
        isEnrolled: true,
      });
      const assistant = lms.addPerson({ givenName: 'Aino', familyName: 'Apu', role: 'assistant' });
      const { members } = await get(rosterUrl());
      const rolesOf = (id: string): string[] | undefined => members.find(one => one.user_id === id)?.roles;
      expect(rolesOf(lms.teacher.id)).to.deep.equal(['Instructor']);
      expect(rolesOf(lms.student.id)).to.deep.equal(['Learner']);
      expect(rolesOf(assistant.id)).to.deep.equal(['Learner']);
      expect(rolesOf(boss.id)).to.deep.equal([
        'Instructor',
        'http://purl.imsglobal.org/vocab/lis/v2/person#Administrator',
      ]);
      expect(rolesOf(lms.admin.id)).to.equal(undefined);
    });

    it('leads from page to page by its Link header until all have come', async () => {
      const all = (await get(rosterUrl())).members.map(member => member.user_id);
      const seen: string[] = [];
      let next: string | null = rosterUrl('?limit=2');
      while (next) {
        const page: { members: Member[]; link: string | null } = await get(next);
        seen.push(...page.members.map(member => member.user_id));
        next = /<([^>]+)>; rel="next"/.exec(page.link ?? '')?.[1] ?? null;
      }
      expect(seen).to.deep.equal(all);
      expect(all.length).to.be.greaterThan(4);
    });

    it('filters by role, and loses the role in the address of the next page', async () => {
      const { members, link: next } = await get(rosterUrl('?role=Learner&limit=2'));
      expect(members.every(member => member.roles.includes('Learner'))).to.equal(true);
      expect(next).not.to.include('role');
    });
  });

  describe('faults that a test orders', () => {
    it('answers the next score with the status asked for, once', async () => {
      lms.calls.failNext('score', { status: 503, headers: { 'retry-after': '7' } });
      const response = await call('POST', itemUrl('/scores'), [SCOPE.score], score(), SCORE_TYPE);
      expect([response.status, response.headers.get('retry-after')]).to.deep.equal([503, '7']);
      expect(await postScore({ timestamp: new Date(Date.now() + 9 * MINUTE_MS).toISOString() })).to.equal(
        200,
      );
    });

    it('takes the score and cuts the answer off', async () => {
      lms.calls.failNext('score', { cut: true, after: true });
      const timestamp = new Date(Date.now() + 20 * MINUTE_MS).toISOString();
      const failure = await postScore({ timestamp, scoreGiven: 1 }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(Error);
      expect(
        lms.state.grades.find(grade => grade.itemId === item.id && grade.personId === lms.student.id)?.final,
      ).to.equal(2);
    });

    it('is unreachable while it is down, and keeps a record of what was asked', async () => {
      lms.calls.setDown(true);
      const failure = await fetch(`${lms.issuer}/lti/keys`).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(Error);
      lms.calls.setDown(false);
      expect((await fetch(`${lms.issuer}/lti/keys`)).status).to.equal(200);
      expect(lms.calls.of('jwks').map(one => one.status)).to.deep.equal([null, 200]);
    });
  });
});
