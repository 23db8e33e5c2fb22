import { expect } from 'chai';
import { connectDatabase, type Database } from '../../src/db/index.ts';
import { ASSETS_PATH } from '../../src/http/index.ts';
import { createLog } from '../../src/kit/log.ts';
import { startBench, type Bench, type Sent } from '../support/conformance.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../support/database-proxy.ts';
import { openTestDatabase } from '../support/database.ts';
import { expectHeaders, type ExpectedHeaders, type Shown } from '../support/expect-headers.ts';
import { browse, formOf, walkLogin, type Answer } from '../support/lms.ts';
import { newOperatorLink, pressSignIn, signInAsOperator, TYPED } from '../support/operator.ts';
import { rawRequest, type RawRequest } from '../support/raw-request.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('the headers of', () => {
  let behind: Database;
  let db: Database;
  let proxy: DatabaseProxy;
  let bench: Bench;
  let learner: Sent;
  let teacher: Sent;
  /** Of pages within a launch. */
  let own: string;

  before(async () => {
    behind = await openTestDatabase();
    proxy = await startDatabaseProxy(behind.uri);
    const log = createLog('silent');
    db = await connectDatabase({ mongodbUri: proxy.uri, dbName: behind.connection.name, dataDir: '', log });
    bench = await startBench({ db });
    // A second platform, so that it shows whose launch may be framed by whom.
    await bench.tool.startLms();
    [learner, teacher] = [await bench.send(), await bench.send({ person: bench.lms.teacher })];
    own = `'self' ${bench.lms.issuer}`;
  });
  after(async () => {
    await proxy.restore();
    await bench.close();
    await db.close();
    await proxy.cut();
    await behind.close();
  });

  const raw = (path: string, options: RawRequest = {}): Promise<Answer> =>
    rawRequest(bench.tool.url, path, options);
  const within = (sent: Sent, path: string, fields?: Record<string, string>, headers = {}): Promise<Answer> =>
    browse(
      new URL(path, sent.url),
      { jar: sent.jar, headers: { 'sec-fetch-site': 'same-origin', ...headers } },
      fields,
    );
  const json = { accept: 'application/json' };
  const login = async (options: Parameters<typeof walkLogin>[3] = {}): ReturnType<typeof walkLogin> =>
    walkLogin(bench.lms, bench.tool.url, bench.lms.loginRequest(bench.lms.student, bench.link), options);

  /** Answers before, beside and after a launch. */
  const anyone: [what: string, send: () => Promise<Shown>, expected: ExpectedHeaders][] = [
    ['a login’s hop to itself', async () => (await login()).steps[0]!, { status: 303 }],
    ['a login', async () => (await login()).last, { status: 302 }],
    ['a login that is refused', () => raw('/lti/login'), { status: 400 }],
    ['a launch', async () => (await bench.send()).steps.at(-2)!, { status: 303 }],
    [
      'a launch that is refused',
      () => raw('/lti/launch', { method: 'POST', headers: { 'content-type': FORM }, body: 'state=x' }),
      { status: 400 },
    ],
    [
      'a launch that is too large',
      () =>
        raw('/lti/launch', { method: 'POST', headers: { 'content-type': FORM }, body: 'x'.repeat(300_000) }),
      { status: 413 },
    ],
    [
      'the page of a registration link',
      async () => browse(new URL(await bench.tool.app.newRegistrationLink())),
      { status: 200 },
    ],
    [
      'a registration',
      async () => browse(new URL(bench.lms.registrationLink(await bench.tool.app.newRegistrationLink()))),
      { status: 200 },
    ],
    [
      'a registration that is refused',
      () => raw('/lti/register/x?openid_configuration=https://x.example/'),
      { status: 410 },
    ],
    ['the tool’s keys', () => raw('/lti/keys'), { status: 200, cache: 'public, max-age=300' }],
    ['what is not there under /lti', () => raw('/lti/nowhere'), { status: 404 }],
    ['a method that no route has', () => raw('/lti/launch', { method: 'PUT' }), { status: 404 }],
    [
      'a preflight',
      () =>
        raw('/lti/launch', {
          method: 'OPTIONS',
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        }),
      { status: 200, cache: /^/ },
    ],
    ['a page without its session', () => raw('/l/aaaaaaaaaaaaaaaa/dashboard'), { status: 401 }],
    [
      'JSON without its session',
      () => raw('/l/aaaaaaaaaaaaaaaa/dashboard', { headers: json }),
      { status: 401 },
    ],
    ['a form from elsewhere', () => raw('/l/aaaaaaaaaaaaaaaa/x', { method: 'POST' }), { status: 403 }],
    ['an address that cannot be read', () => raw('/l/%E0%A4%A/x'), { status: 400 }],
  ];
  it('the new-window page: complete, framed by anyone, and posting answers to the LMS alone', async () => {
    const { last } = await login({ keepsCookies: false });
    expectHeaders(last, { status: 200, formAction: `'self' ${bench.lms.issuer}` });
  });
  for (const [what, send, expected] of anyone) {
    it(`${what}: complete, and framed by anyone`, async () => expectHeaders(await send(), expected));
  }

  const known: typeof anyone = [
    ['what is not there', () => raw('/nowhere'), { status: 404 }],
    ['JSON of what is not there', () => raw('/nowhere', { headers: json }), { status: 404 }],
    ['health', () => raw('/health/live'), { status: 200 }],
    ['readiness', () => raw('/health/ready'), { status: 200 }],
    [
      'a style sheet',
      () => raw(`${ASSETS_PATH}/style.css`),
      { status: 200, cache: 'public, max-age=31536000, immutable' },
    ],
    ['a script', () => raw(`${ASSETS_PATH}/registered.js`), { status: 200, cache: 'immutable' }],
    ['the head of a script', () => raw(`${ASSETS_PATH}/registered.js`, { method: 'HEAD' }), { status: 200 }],
    ['a file that is not there', () => raw(`${ASSETS_PATH}/no.js`), { status: 404 }],
    ['a file outside the folder', () => raw(`${ASSETS_PATH}/..%2f..%2fpackage.json`), { status: 404 }],
    [
      'the icon',
      () => raw('/icon.svg'),
      { status: 200, cache: 'public, max-age=86400', resourcePolicy: 'cross-origin' },
    ],
  ];
  for (const [what, send, expected] of known) {
    it(`${what}: complete, and framed by known platforms`, async () => {
      const origins = await bench.tool.db.connection.collection('lti_platforms').distinct('issuer');
      const answer = await send();
      const ancestors =
        /frame-ancestors (.*)$/.exec(String(answer.headers['content-security-policy']))?.[1] ?? '';
      expect(ancestors.split(' ')).to.have.members(["'self'", ...(origins as string[])]);
      expectHeaders(answer, { ...expected, ancestors });
    });
  }

  const launched: typeof anyone = [
    ['a learner’s first page', async () => learner, { status: 200 }],
    ['a teacher’s first page', async () => teacher, { status: 200 }],
    ['a form’s redirect', () => within(learner, '../language', { locale: 'sv' }), { status: 303 }],
    [
      'an answer that was saved',
      () => within(learner, 'answer', { statement: 'A1', skill: '3' }, json),
      { status: 200 },
    ],
    [
      'an answer that is not valid',
      () => within(learner, 'answer', { statement: 'A1', skill: '9' }, json),
      { status: 422 },
    ],
    [
      'a form that is too large',
      () => within(learner, 'answer', { x: 'x'.repeat(300_000) }),
      { status: 413 },
    ],
    ['what a learner may not see', () => within(learner, '../dashboard'), { status: 403 }],
    ['what is not there in a launch', () => within(teacher, 'nowhere/at/all'), { status: 404 }],
  ];
  for (const [what, send, expected] of launched) {
    it(`${what}: complete, and framed by its own platform only`, async () => {
      expectHeaders(await send(), { ...expected, ancestors: own });
    });
  }

  const operators: typeof anyone = [
    ['the operators’ door, closed', () => raw('/admin'), { status: 401 }],
    ['the door by another spelling', () => raw('/ADMIN/'), { status: 401 }],
    ['what may be behind the door', () => raw('/admin/platforms'), { status: 401 }],
    ['JSON of it', () => raw('/admin', { headers: json }), { status: 401 }],
    ['an operator’s link that is no good', () => raw('/admin/sign-in?link=x'), { status: 410 }],
    [
      'an operator’s link',
      async () => browse(await newOperatorLink(bench.tool), { headers: TYPED }),
      { status: 200 },
    ],
    ['signing in', async () => pressSignIn(await newOperatorLink(bench.tool)), { status: 303 }],
    ['signing in from elsewhere', () => raw('/admin/sign-in', { method: 'POST' }), { status: 403 }],
    [
      'an operator’s form that is too large',
      () =>
        raw('/admin/sign-in', {
          method: 'POST',
          headers: { 'content-type': FORM, origin: bench.tool.url },
          body: 'x'.repeat(300_000),
        }),
      { status: 413 },
    ],
    ['the operator’s page', async () => (await signInAsOperator(bench.tool)).get('/admin'), { status: 200 }],
    [
      'what an operator does not find',
      async () => (await signInAsOperator(bench.tool)).get('/admin/nowhere'),
      { status: 404 },
    ],
    [
      'signing out',
      async () => (await signInAsOperator(bench.tool)).post('/admin/sign-out'),
      { status: 303 },
    ],
    ['the page after it', () => raw('/admin/signed-out'), { status: 200 }],
    ['the metrics, closed', () => raw('/admin/metrics'), { status: 401 }],
    ['the metrics', async () => (await signInAsOperator(bench.tool)).get('/admin/metrics'), { status: 200 }],
  ];
  for (const [what, send, expected] of operators) {
    it(`${what}: complete, and framed by nobody`, async () =>
      expectHeaders(await send(), { ...expected, ancestors: "'none'" }));
  }

  it('the answer to deep linking: its form goes to the platform', async () => {
    const picker = await bench.send({ person: bench.lms.teacher, isDeepLinking: true });
    expectHeaders(picker, { status: 200, ancestors: own });
    const page = await within(picker, picker.url.pathname, {
      choice: 'new:self-assessment:usual',
      'self-assessment.usual.title': 'x',
      'self-assessment.usual.points': '1',
    });
    expectHeaders(page, { status: 200, ancestors: own, formAction: `'self' ${bench.lms.issuer}` });
    expect(formOf(page).action.origin).to.equal(bench.lms.issuer);
  });

  it('a launch of a hosted LMS name the school’s address, where the way back leads', async () => {
    const claim = 'https://purl.imsglobal.org/spec/lti/claim/launch_presentation';
    const ways = ['https://school.example/courses/1', 'https://a;sandbox/', 'https://*/'];
    for (const [index, return_url] of ways.entries()) {
      const sent = await bench.send({ change: claims => Object.assign(claims, { [claim]: { return_url } }) });
      expectHeaders(sent, { status: 200, ancestors: index === 0 ? `${own} https://school.example` : own });
    }
  });

  it('an answer while the database is away', async () => {
    await proxy.cut();
    // The session is in memory, what the page shows is not.
    expectHeaders(await within(learner, ''), { status: 503, ancestors: own });
    await proxy.restore();
  });
});
