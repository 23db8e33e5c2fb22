import { expect } from 'chai';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/kit/clock.ts';
import { startAdminRoom, type RunningAdmin } from '../../support/admin-room.ts';
import { browse, CookieJar, formOf } from '../../support/lms.ts';
import {
  newOperatorLink,
  OWN_PAGE,
  pressSignIn,
  signInAsOperator,
  TYPED,
  type OperatorBrowser,
} from '../../support/operator.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { listRoutes } from '../../support/route-list.ts';
import { startTool } from '../../support/tool.ts';

const COMMAND = 'npm run --silent operator-link';

/**
 * Each route below `/admin` with the status for who is signed in and for anybody else. One that is not here fails the
 * test: whoever adds a route says who may what.
 */
const STATUSES: Record<string, [operator: number, anybody: number]> = {
  'GET /admin/sign-in': [410, 410],
  'POST /admin/sign-in': [410, 410],
  'GET /admin/signed-out': [200, 200],
  'GET /admin/metrics': [200, 401],
  'GET /admin/': [200, 401],
  'POST /admin/language': [422, 401],
  // Another room's pages: this room alone has the door before them (test/integration/self-assessment/research).
  'GET /admin/research/': [404, 401],
  'GET /admin/research/:activity': [404, 401],
  'GET /admin/research/:activity/codebook.csv': [404, 401],
  'POST /admin/research/:activity': [404, 401],
  'POST /admin/sign-out': [303, 401],
};

describe('the operators’ door', () => {
  const clock = settableClock('2026-11-27T10:00:00Z');
  let tool: RunningAdmin;

  // One for each test: it counts the tries of an address.
  beforeEach(async () => {
    tool = await startAdminRoom({ clock });
  });
  afterEach(() => tool.close());

  const stored = (name: string): Promise<Record<string, unknown>[]> =>
    tool.db.connection.collection(name).find().toArray();
  const links = (): Promise<Record<string, unknown>[]> => stored('admin_operator_links');
  const sessions = (): Promise<Record<string, unknown>[]> => stored('admin_operator_sessions');
  const link = (): Promise<URL> => newOperatorLink(tool, clock);
  const signIn = (): Promise<OperatorBrowser> => signInAsOperator(tool, clock);

  it('is said for every route of the tool', async () => {
    const { made, routesOf } = await listRoutes(() => startTool());
    const routes = routesOf(made.app.handler).filter(({ path }) => path.startsWith('/admin'));
    await made.close();
    expect(routes.map(({ method, path }) => `${method} ${path}`)).to.have.members(Object.keys(STATUSES));
  });

  it('opens each route to operators only', async () => {
    for (const [name, [operator, anybody]] of Object.entries(STATUSES)) {
      const [method = '', path = ''] = name.split(' ');
      const url = new URL(path, tool.url);
      const form = method === 'POST' ? {} : undefined;
      const { jar } = await signIn();
      expect((await browse(url, { jar, headers: OWN_PAGE }, form)).status, `${name}, operator`).to.equal(
        operator,
      );
      const stranger = await browse(url, { headers: OWN_PAGE }, form);
      expect(stranger.status, `${name}, anybody`).to.equal(anybody);
      expect(stranger.location, name).to.equal(null);
    }
  });

  it('tells who is not signed in the command, in their language, wherever they knock', async () => {
    for (const path of ['/admin', '/admin/', '/admin/nowhere', '/ADMIN/platforms/1']) {
      const page = await browse(new URL(path, tool.url), { headers: { ...TYPED, 'accept-language': 'sv' } });
      expect(page.status, path).to.equal(401);
      expect(page.body).to.include(COMMAND).and.include('<html lang="sv">').and.include('Logga in');
    }
  });

  describe('a link', () => {
    it('shows a button and stays unused however often it is looked at', async () => {
      const address = await link();
      for (const headers of [TYPED, { 'sec-fetch-site': 'cross-site' }, { purpose: 'prefetch' }]) {
        const page = await browse(address, { headers });
        expect(page.status).to.equal(200);
        expect(page.headers['set-cookie']).to.equal(undefined);
      }
      expect(formOf(await browse(address, { headers: TYPED }))).to.deep.include({
        action: new URL('/admin/sign-in', tool.url),
        fields: { link: address.searchParams.get('link') },
      });
      expect(await links()).to.have.length(1);
      expect((await links())[0]).to.include({ usedAt: null });
      expect(await sessions()).to.deep.equal([]);
    });

    it('signs in the browser that presses the button, with a cookie for /admin alone', async () => {
      const jar = new CookieJar();
      const answer = await pressSignIn(await link(), { jar });
      expect([answer.status, answer.location?.pathname]).to.deep.equal([303, '/admin']);
      expect(jar.cookies.map(one => one.header.replace(/=[\w-]{43};/, '=…;'))).to.deep.equal([
        'sosrake-operator=…; Path=/admin; HttpOnly; SameSite=Lax',
      ]);
      const page = await browse(new URL('/admin', tool.url), { jar, headers: TYPED });
      expect(page.status).to.equal(200);
    });

    it('signs in with a cookie that goes by https only, where the tool is served so', async () => {
      const served = await startAdminRoom({ clock, publicUrl: 'https://tool.example' });
      try {
        const jar = new CookieJar();
        expect((await pressSignIn(await newOperatorLink(served, clock), { jar })).status).to.equal(303);
        expect(jar.cookies.map(one => one.header.replace(/=[\w-]{43};/, '=…;'))).to.deep.equal([
          '__Secure-sosrake-operator=…; Path=/admin; HttpOnly; Secure; SameSite=Lax',
        ]);
        expect((await browse(new URL('/admin', served.url), { jar, headers: TYPED })).status).to.equal(200);
      } finally {
        await served.close();
      }
    });

    it('leaves neither its secret nor that of the session in the database', async () => {
      const address = await link();
      const jar = new CookieJar();
      await pressSignIn(address, { jar });
      const all = JSON.stringify([await links(), await sessions()]);
      expect(all).to.not.include(address.searchParams.get('link'));
      expect(all).to.not.include(jar.cookies[0]?.value);
      expect(all).to.match(/"_id":"[\w-]{43}"/);
    });

    it('works once', async () => {
      const address = await link();
      expect((await pressSignIn(address)).status).to.equal(303);
      const again = await pressSignIn(address);
      expect(again.status).to.equal(410);
      expect(again.body).to.include('admin/link-over').and.include(COMMAND);
      expect(again.headers['set-cookie']).to.equal(undefined);
      expect((await browse(address, { headers: TYPED })).status).to.equal(410);
      expect(await sessions()).to.have.length(1);
    });

    it('signs one of eight in who press at the same moment', async () => {
      const address = await link();
      const answers = await Promise.all(Array.from({ length: 8 }, () => pressSignIn(address)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, ...Array<number>(7).fill(410)]);
      expect(await sessions()).to.have.length(1);
    });

    it('is over after fifteen minutes', async () => {
      const address = await link();
      clock.advance(15 * MINUTE_MS - SECOND_MS);
      expect((await browse(address, { headers: TYPED })).status).to.equal(200);
      clock.advance(SECOND_MS);
      expect((await browse(address, { headers: TYPED })).status).to.equal(410);
      expect((await pressSignIn(address)).status).to.equal(410);
      expect(await sessions()).to.deep.equal([]);
    });

    it('cannot be made up', async () => {
      const good = (await link()).searchParams.get('link') ?? '';
      const digestOf = String((await links())[0]?.['_id']);
      const forged = ['', 'x', 'x'.repeat(43), good.slice(1), `${good}x`, digestOf, '$ne', '[object Object]'];
      for (const secret of forged) {
        const address = new URL(`/admin/sign-in?link=${encodeURIComponent(secret)}`, tool.url);
        expect((await pressSignIn(address)).status, secret).to.equal(410);
      }
      for (const query of ['', '?link[$ne]=x', `?link=${good}&link=${good}`])
        expect((await browse(new URL(`/admin/sign-in${query}`, tool.url))).status, query).to.equal(410);
      expect(await sessions()).to.deep.equal([]);
      expect((await links())[0]).to.include({ usedAt: null });
    });

    it('is not pressed by another site', async () => {
      const address = await link();
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site', origin: tool.url },
        { 'sec-fetch-site': undefined, origin: 'https://evil.example' },
        { 'sec-fetch-site': undefined, origin: undefined },
      ])
        expect((await pressSignIn(address, { headers })).status).to.equal(403);
      expect(await sessions()).to.deep.equal([]);
      expect(
        (await pressSignIn(address, { headers: { 'sec-fetch-site': undefined, origin: tool.url } })).status,
      ).to.equal(303);
    });

    it('ends the session that the same browser had', async () => {
      const operator = await signIn();
      await pressSignIn(await link(), operator);
      expect(await sessions()).to.have.length(1);
      expect((await operator.get('/admin')).status).to.equal(200);
    });
  });

  describe('a session', () => {
    it('is over after an hour without use, and kept awake by use', async () => {
      const operator = await signIn();
      for (let i = 0; i < 3; i += 1) {
        clock.advance(HOUR_MS - SECOND_MS);
        expect((await operator.get('/admin')).status).to.equal(200);
      }
      clock.advance(HOUR_MS);
      expect((await operator.get('/admin')).status).to.equal(401);
    });

    it('is over after twelve hours however it is used', async () => {
      const operator = await signIn();
      for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
        clock.advance(30 * MINUTE_MS);
        expect((await operator.get('/admin')).status).to.equal(200);
      }
      clock.advance(30 * MINUTE_MS);
      expect((await operator.get('/admin')).status).to.equal(401);
    });

    it('is over at once when signed out, wherever its cookie was kept', async () => {
      const operator = await signIn();
      const kept = new CookieJar();
      kept.cookies = [...operator.jar.cookies];
      const answer = await operator.post('/admin/sign-out');
      expect([answer.status, answer.location?.pathname]).to.deep.equal([303, '/admin/signed-out']);
      expect(operator.jar.cookies).to.deep.equal([]);
      expect((await operator.get('/admin/signed-out')).body).to.include(COMMAND);
      expect((await browse(new URL('/admin', tool.url), { jar: kept, headers: TYPED })).status).to.equal(401);
      expect(await sessions()).to.deep.equal([]);
    });

    it('is neither ended nor changed by another site', async () => {
      const operator = await signIn();
      for (const path of ['/admin/sign-out', '/admin/language'])
        expect(
          (await operator.post(path, { locale: 'sv' }, { 'sec-fetch-site': 'cross-site' })).status,
        ).to.equal(403);
      expect((await operator.get('/admin')).body).to.include('<html lang="fi">');
    });

    it('cannot be made up, nor is a link’s secret or a stored digest one', async () => {
      const secret = (await link()).searchParams.get('link') ?? '';
      await signIn();
      const digests = [...(await sessions()), ...(await links())].map(({ _id }) => String(_id));
      for (const value of ['', 'x', 'x'.repeat(43), secret, ...digests]) {
        const cookie = `sosrake-operator=${value}; __Secure-sosrake-operator=${value}`;
        const answer = await browse(new URL('/admin', tool.url), { headers: { ...TYPED, cookie } });
        expect(answer.status, value).to.equal(401);
      }
    });

    it('opens no launch, and a launch’s cookie no /admin', async () => {
      const { jar } = await signIn();
      const cookie = `__Host-sosrake-browser=${jar.cookies[0]?.value ?? ''}`;
      expect((await browse(new URL('/admin', tool.url), { headers: { ...TYPED, cookie } })).status).to.equal(
        401,
      );
      expect(jar.header(new URL('/l/x/', tool.url))).to.equal(undefined);
    });

    it('remembers the language that was chosen', async () => {
      const operator = await signIn();
      expect((await operator.get('/admin', { 'accept-language': 'en' })).body).to.include('<html lang="en">');
      const chosen = await operator.post('/admin/language', { locale: 'sv' });
      expect([chosen.status, chosen.location?.pathname]).to.deep.equal([303, '/admin']);
      expect((await operator.get('/admin', { 'accept-language': 'en' })).body).to.include('<html lang="sv">');
      expect((await operator.get('/admin/nowhere')).body).to.include('<html lang="sv">');
    });

    it('gets a page of its own for what is not there', async () => {
      const page = await (await signIn()).get('/admin/nowhere');
      expect(page.status).to.equal(404);
      expect(page.body).to.include('admin/not-found');
    });
  });

  it('bounds the tries of one network address, and lets those in through who are signed in', async () => {
    const operator = await signIn();
    const address = new URL(`/admin/sign-in?link=${'x'.repeat(43)}`, tool.url);
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await pressSignIn(address)).status);
    expect(statuses).to.deep.equal([...Array<number>(19).fill(410), 429]);
    expect((await browse(address, { headers: TYPED })).status).to.equal(429);
    expect((await operator.get('/admin')).status).to.equal(200);
  });
});
