import { decodeJwt } from 'jose';
import { expect } from 'chai';
import {
  createDemoLms,
  demoLmsTexts,
  type DemoLink,
  type DemoPerson,
  type DemoState,
} from '../../../src/demo-lms/index.ts';
import { httpTexts } from '../../../src/http/index.ts';
import { createI18n } from '../../../src/i18n/index.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { browse, CookieJar, formOf, startDemoLms, type Answer, type RunningLms } from '../../support/lms.ts';
import { startFakeTool, type FakeTool } from './fake-tool.ts';

describe('demo LMS: pages', () => {
  let lms: RunningLms;
  let tool: FakeTool;
  let link: DemoLink;

  before(async () => {
    [lms, tool] = await Promise.all([startDemoLms(), startFakeTool()]);
    await lms.register(`${tool.url}/register`, { activate: true });
    link = lms.addLink({ title: 'Itsearviointi <1>', lineItem: { scoreMaximum: 5 } });
    lms.overrideGrade(link, lms.student, 3.5);
    const other = lms.addPerson({ givenName: 'Olga', familyName: 'Oppija', role: 'student' });
    lms.overrideGrade(link, other, 1);
  });
  after(() => Promise.all([lms.close(), tool.close()]));

  const own = { 'sec-fetch-site': 'same-origin' };

  async function as(
    person: DemoPerson,
    jar = new CookieJar(),
  ): Promise<(path: string, form?: Record<string, string>) => Promise<Answer>> {
    const go = (path: string, form?: Record<string, string>): Promise<Answer> =>
      browse(new URL(path, lms.issuer), { jar, headers: own }, form);
    await go('/person', { person: person.id, back: '/' });
    return go;
  }

  const course = (): string => `/courses/${lms.course().id}`;

  it('lets a teacher add, edit and copy, and a student only open', async () => {
    const teacher = await as(lms.teacher);
    const student = await as(lms.student);
    const seen = [(await teacher(course())).body, (await student(course())).body];
    for (const body of seen) expect(body).to.include(`href="/links/${link.id}"`);
    for (const path of [`${course()}/add`, `/links/${link.id}/edit`, `${course()}/copy`]) {
      expect(seen[0]).to.include(`"${path}"`);
      expect(seen[1]).not.to.include(`"${path}"`);
    }
    expect((await student(`${course()}/add`)).status).to.equal(403);
    expect((await student(`${course()}/copy`, {})).status).to.equal(403);
    expect((await student(`/links/${link.id}/remove`, {})).status).to.equal(403);
    expect((await student(`/choose/${lms.course().id}?link=${link.id}`)).status).to.equal(403);
  });

  it('gives a phone’s whole window to the tool, and forgets on the way whose work was asked for', async () => {
    const go = await as(lms.teacher);
    const path = `/links/${link.id}?action=gradeReport&user=${lms.student.id}`;
    expect((await go(path)).body).to.include(`src="/launch/${link.id}?action=gradeReport`);
    const jar = new CookieJar();
    const headers = {
      ...own,
      'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/150.0.0.0 Mobile Safari/537.36',
    };
    const answer = await browse(new URL(path, lms.issuer), { jar, headers });
    expect([answer.status, answer.location?.href]).to.deep.equal([303, `${lms.issuer}/launch/${link.id}`]);
  });

  it('keeps the tools to the admin', async () => {
    const statuses = [];
    for (const person of [lms.admin, lms.teacher, lms.student]) {
      const go = await as(person);
      statuses.push(
        (await go('/tools')).status,
        (await go(`/tools/${lms.state.tools[0]?.id ?? ''}/activate`, {})).status,
      );
    }
    expect(statuses).to.deep.equal([200, 303, 403, 403, 403, 403]);
  });

  it('asks the admin whether to update a tool whose host is registered already', async () => {
    const go = await as(lms.admin);
    const known = lms.state.tools[0];
    const url = `${tool.url}/register`;
    const scopeOf = (body: string): unknown => {
      const src = /<iframe[^>]* src="([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const token = new URL(src).searchParams.get('registration_token') ?? '';
      const { scope, sub } = decodeJwt(token);
      return scope === 'reg-update' ? `${scope} ${sub ?? ''}` : scope;
    };
    const asked = await go('/tools', { url });
    expect(asked.body)
      .to.include(`value="${known?.id ?? ''}"`)
      .and.not.include('<iframe');
    expect(scopeOf((await go('/tools', { url, choice: known?.id ?? '' })).body)).to.equal(
      `reg-update ${known?.id ?? ''}`,
    );
    expect(scopeOf((await go('/tools', { url, choice: 'new' })).body)).to.equal('reg');
    expect(scopeOf((await go('/tools', { url: 'https://other.example/r' })).body)).to.equal('reg');
  });

  it('shows all grades to the teacher and to a student the own one', async () => {
    const teacher = (await (await as(lms.teacher))(`${course()}/grades`)).body;
    const student = (await (await as(lms.student))(`${course()}/grades`)).body;
    const other = (await (await as(lms.state.people.at(-1) as DemoPerson))(`${course()}/grades`)).body;
    expect(teacher).to.include('3,5 / 5').and.to.include('Olga').and.to.include('1 / 5');
    expect(student).to.include('3,5 / 5').and.not.to.include('1 / 5');
    expect(other).to.include('1 / 5').and.not.to.include('3,5 / 5');
  });

  it('escapes what came from a tool', async () => {
    expect((await (await as(lms.teacher))(course())).body)
      .to.include('Itsearviointi &lt;1>')
      .and.not.to.include('<1>');
  });

  it('frames an activity with the permissions of Moodle and no sandbox', async () => {
    const { body } = await (await as(lms.student))(`/links/${link.id}`);
    const frame = (/<iframe.*<\/iframe>/.exec(body)?.[0] ?? '').toLowerCase();
    expect(frame).to.include(
      `microphone ${tool.url}; camera ${tool.url}; geolocation ${tool.url}; midi ${tool.url}`,
    );
    expect(frame).to.include('allowfullscreen');
    expect(frame).not.to.match(/sandbox|clipboard/);
  });

  it('lets its pages frame the tool and post to it, and runs no inline script', async () => {
    const policy = String(
      (await (await as(lms.student))(`/links/${link.id}`)).headers['content-security-policy'],
    );
    expect(policy)
      .to.include(`frame-src 'self' ${tool.url}`)
      .and.to.include(`form-action 'self' ${tool.url}`);
    expect(policy).to.include("script-src 'self';");
  });

  it('launches a teacher who switched the role as Learner until the teacher switches back', async () => {
    const go = await as(lms.teacher);
    const roleOf = async (): Promise<string[]> => {
      const login = formOf(await go(`/launch/${link.id}`)).fields;
      const auth = new URL('/lti/auth', lms.issuer);
      const asked = {
        scope: 'openid',
        response_type: 'id_token',
        response_mode: 'form_post',
        state: 's',
        nonce: 'n',
      };
      const { client_id = '', login_hint = '', lti_message_hint = '' } = login;
      auth.search = new URLSearchParams({
        ...asked,
        client_id,
        login_hint,
        lti_message_hint,
        redirect_uri: `${tool.url}/launch`,
      }).toString();
      const token = formOf(await browse(auth)).fields.id_token ?? '';
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        string[]
      >;
      return (claims['https://purl.imsglobal.org/spec/lti/claim/roles'] ?? []).map(
        role => role.split('#')[1] ?? '',
      );
    };
    await go('/role', { role: 'student', back: course() });
    expect((await go(course())).body)
      .to.include('role-notice')
      .and.not.to.include('/add"');
    expect(await roleOf()).to.deep.equal(['Learner']);
    await go('/role', { role: 'own', back: course() });
    expect(await roleOf()).to.deep.equal(['Instructor']);
  });

  it('keeps the language that a person chose, for that person alone', async () => {
    const student = await as(lms.student);
    await student('/language', { locale: 'sv', back: '/' });
    expect((await student(course())).body)
      .to.include('<html lang="sv">')
      .and.to.include('Bedömningsbok');
    expect((await (await as(lms.teacher))(course())).body).to.include('<html lang="fi">');
    await student('/language', { locale: 'fi', back: '/' });
  });

  it('leads nowhere else after a choice', async () => {
    const go = await as(lms.student);
    for (const back of ['//other.example/', 'https://other.example/', '/\\other.example']) {
      expect((await go('/person', { person: lms.student.id, back })).location?.href).to.equal(
        `${lms.issuer}/`,
      );
    }
  });

  it('refuses its forms from another site', async () => {
    const answer = await browse(
      new URL('/person', lms.issuer),
      { headers: { 'sec-fetch-site': 'cross-site' } },
      { person: '1' },
    );
    expect(answer.status).to.equal(403);
  });

  it('takes the person from the return address to the course, with the words of the tool', async () => {
    const go = await as(lms.student);
    const silent = await go(`${course()}/return`);
    expect(silent.body).to.include('data-at-once').and.to.include(`href="${course()}"`);
    const told = await go(`${course()}/return?lti_errormsg=Ei+k%C3%A4y`);
    expect(told.body).to.include('Ei käy').and.not.to.include('data-at-once');
  });

  it('tells a grade of zero from none, to the teacher and to the student', async () => {
    const zero = lms.addLink({ title: 'Nolla', lineItem: { scoreMaximum: 5 } });
    const never = lms.addLink({ title: 'Ei koskaan', lineItem: { scoreMaximum: 5 } });
    lms.overrideGrade(zero, lms.student, 0);
    const cells = async (person: DemoPerson): Promise<string> =>
      (await (await as(person))(`${course()}/grades`)).body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(await cells(lms.student)).to.match(/Nolla 0 \/ 5 .*Ei koskaan Ei arvioitu/);
    expect(await cells(lms.teacher)).to.match(/Nolla .*0 \/ 5 .*Ei koskaan .*Ei arvioitu/);
    for (const one of [zero, never]) lms.removeLink(one);
  });

  it('lets a teacher change a column’s maximum and remove it, and grades keep their share', async () => {
    const other = lms.addLink({ title: 'Muuttuva', lineItem: { scoreMaximum: 5 } });
    lms.overrideGrade(other, lms.student, 4);
    const { id = '' } = lms.lineItem(other) ?? {};
    const teacher = await as(lms.teacher);
    const student = await as(lms.student);
    expect((await student(`${course()}/grades`)).body).not.to.include('/maximum"');
    expect((await student(`/columns/${id}/maximum`, { maximum: '9' })).status).to.equal(403);
    expect((await student(`/columns/${id}/remove`, {})).status).to.equal(403);
    expect((await teacher(`${course()}/grades`)).body).to.include(`action="/columns/${id}/maximum"`);
    expect((await teacher(`/columns/${id}/maximum`, { maximum: '20' })).status).to.equal(303);
    expect(lms.lineItem(other)?.maximum).to.equal(20);
    expect(lms.grade(other, lms.student)?.final).to.equal(16);
    for (const maximum of ['0', '-3', 'x', '']) {
      expect((await teacher(`/columns/${id}/maximum`, { maximum })).status).to.be.within(400, 499);
    }
    expect((await teacher(`/columns/${id}/remove`, {})).status).to.equal(303);
    expect(lms.lineItem(other)).to.equal(null);
    expect((await teacher(`/columns/${id}/remove`, {})).status).to.equal(404);
    lms.removeLink(other);
  });

  it('answers 404 for a course, an activity and a page that do not exist', async () => {
    const go = await as(lms.teacher);
    for (const path of ['/courses/x', '/links/x', '/launch/x', '/nothing'])
      expect((await go(path)).status).to.equal(404);
  });
});

describe('demo LMS: its state', () => {
  const i18n = createI18n({ http: httpTexts, 'demo-lms': demoLmsTexts });
  const base = { clock: systemClock, log: createLog('silent'), i18n, baseUrl: 'http://127.0.0.1:1' };

  it('goes on after a restart from what was saved as JSON', async () => {
    const saved: DemoState[] = [];
    const first = await createDemoLms({
      ...base,
      onChange: state => saved.push(JSON.parse(JSON.stringify(state)) as DemoState),
    });
    first.addPerson({ givenName: 'Olga', familyName: 'Oppija', role: 'student' });
    const second = await createDemoLms({ ...base, state: saved.at(-1) ?? null });
    expect(second.state).to.deep.equal(first.state);
    expect(second.publicJwks()).to.deep.equal(first.publicJwks());
  });

  it('begins anew when its address has changed, since tools know it by its address', async () => {
    const first = await createDemoLms(base);
    first.addPerson({ givenName: 'Olga', familyName: 'Oppija', role: 'student' });
    const moved = await createDemoLms({ ...base, baseUrl: 'http://127.0.0.1:2', state: first.state });
    expect(moved.state.people).to.have.length(3);
    expect(moved.state.issuer).to.equal('http://127.0.0.1:2');
  });

  it('publishes the old keys beside a new one', async () => {
    const lms = await createDemoLms(base);
    const [old] = lms.publicJwks().keys;
    await lms.rotateKey();
    const kids = lms.publicJwks().keys.map(key => key.kid);
    expect(kids).to.have.length(2).and.to.include(old?.kid);
    expect(lms.publicJwks().keys.every(key => !('d' in key))).to.equal(true);
  });

  it('has the same texts in all three languages', () => {
    const keys = Object.keys(demoLmsTexts.fi).sort();
    expect(Object.keys(demoLmsTexts.sv).sort()).to.deep.equal(keys);
    expect(Object.keys(demoLmsTexts.en).sort()).to.deep.equal(keys);
  });
});
