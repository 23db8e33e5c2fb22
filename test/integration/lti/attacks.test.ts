import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { LIMITS } from '../../../config/limits.ts';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { launchThrough, postToken, walkLogin, type LaunchWalk, type RunningLms } from '../../support/lms.ts';
import { rawRequest, type RawRequest } from '../../support/raw-request.ts';
import type { Answer } from '../../support/browse.ts';
import { placeSelfAssessment } from '../../support/learner.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const FORM = 'application/x-www-form-urlencoded';
const EVIL = 'evil.example';

/** Attacks that were tried on the running tool and came to nothing; what had come to something is in attack-*.test.ts. */
describe('the tool under attack', () => {
  let tool: RunningTool;
  let lms: RunningLms;
  let other: RunningLms;
  let link: DemoLink;
  let open: LaunchWalk;

  before(async () => {
    tool = await startTool();
    [lms, other] = [await tool.startLms(), await tool.startLms()];
    link = await placeSelfAssessment(lms, tool.url);
    open = await launchThrough(lms, tool.url, lms.teacher, link);
    expect(open.url.pathname).to.match(/\/dashboard$/);
  });
  after(() => tool.close());

  const base = (): string => open.url.pathname.split('/').slice(0, 3).join('/');
  /** With the cookies of an open launch, as its own pages would. */
  const send = (path: string, { headers, ...rest }: RawRequest = {}): Promise<Answer> =>
    rawRequest(tool.url, path, {
      ...rest,
      headers: { cookie: open.jar.header(open.url) ?? '', 'sec-fetch-site': 'same-origin', ...headers },
    });
  const count = (name: string): Promise<number> => tool.db.connection.collection(name).countDocuments();

  describe('by a platform on another', () => {
    const launch = (
      claims: Record<string, unknown>,
      state: string,
      jar: LaunchWalk['jar'],
      by: RunningLms,
    ) => {
      const params = { id_token: by.signIdToken(claims), state };
      return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar });
    };

    it('finishes no login of the other with a token of its own, whatever the token says', async () => {
      const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
      const theirs = other.claims(other.student, other.addLink({ title: 'x' }), login.nonce);
      const ours = lms.claims(lms.student, link, login.nonce);
      const { iss, aud } = ours;
      const refusals: [Record<string, unknown>, string][] = [
        [theirs, 'lti/issuer-wrong'],
        [{ ...theirs, iss }, 'lti/audience-wrong'],
        [{ ...theirs, iss: [iss], aud }, 'lti/issuer-wrong'],
        [{ ...theirs, iss, aud }, 'lti/kid-unknown'],
        [ours, 'lti/kid-unknown'],
      ];
      for (const [claims, code] of refusals) {
        const walk = await launch(claims, login.state, login.jar, other);
        expect(walk.body, code).to.include(code);
        expect(walk.status).to.equal(401);
      }
      expect((await launch(ours, login.state, login.jar, lms)).status).to.equal(200);
    });

    it('gets people, courses and links of its own for the same ids', async () => {
      const claimsOf = async (
        by: RunningLms,
      ): Promise<[Record<string, unknown>, string, LaunchWalk['jar']]> => {
        const place = by.addLink({ title: 'Sama' });
        const { nonce, state, jar } = await walkLogin(by, tool.url, by.loginRequest(by.student, place));
        const same = {
          sub: 'same',
          [`${LTI}/context`]: { id: 'same' },
          [`${LTI}/resource_link`]: { id: 'same' },
        };
        return [{ ...by.claims(by.student, place, nonce), ...same }, state, jar];
      };
      const names = ['people_participants', 'people_classrooms', 'activities_placements'];
      const before = await Promise.all(names.map(count));
      for (const by of [lms, other]) expect((await launch(...(await claimsOf(by)), by)).status).to.equal(200);
      const added = (await Promise.all(names.map(count))).map((one, at) => one - (before[at] ?? 0));
      expect(added).to.deep.equal([2, 2, 2]);
    });
  });

  describe('by addresses and headers', () => {
    const headers: Record<string, string>[] = [
      { host: EVIL },
      { 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' },
      { forwarded: `host=${EVIL};proto=https` },
      { 'x-original-url': `//${EVIL}/`, 'x-rewrite-url': `//${EVIL}/` },
      { referer: `https://${EVIL}/l/x/` },
      { origin: `https://${EVIL}` },
      { 'x-http-method-override': 'POST' },
    ];
    for (const extra of headers) {
      it(`is led nowhere else by ${Object.keys(extra).join(', ')}`, async () => {
        for (const path of [
          base(),
          `${base()}/activities/waiting`,
          '/lti/login',
          '/lti/launch',
          '/nowhere',
        ]) {
          const answer = await send(path, { headers: extra });
          expect(answer.status, path).to.be.below(500);
          expect(answer.body + JSON.stringify(answer.headers), path).to.not.include(EVIL);
        }
      });
    }

    const referers = (path: string): string[] => [
      `https://${EVIL}/`,
      `https://${EVIL}//${EVIL}${path}/`,
      `https://${EVIL}${path}/../../${EVIL}`,
      `https://${EVIL}${path}/%2e%2e/%2e%2e//${EVIL}`,
      `https://${EVIL}\\@${EVIL}${path}/`,
      `javascript://${EVIL}${path}/`,
      `${tool.url}${path}x/dashboard`,
      `${tool.url}/l/another/dashboard`,
      `${path}/\r`,
      'x'.repeat(5000),
    ];
    it('leads a reader who chose a language out of the launch by no referer', async () => {
      for (const referer of referers(base()).filter(one => !one.includes('\r'))) {
        const answer = await send(`${base()}/language`, {
          method: 'POST',
          headers: { 'content-type': FORM, referer },
          body: 'locale=fi',
        });
        expect(answer.headers.location, referer).to.match(new RegExp(`^${base()}/`));
        expect(new URL(answer.headers.location ?? '', tool.url).href, referer).to.include(
          `${tool.url}${base()}/`,
        );
      }
    });

    const paths = [
      '/assets/../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/x/%00',
      '/icon.svg/../../package.json',
      '/icon.svg%00.js',
      '/.build/tool/main.js',
      '//evil.example/%2e%2e',
      '/\\evil.example',
      '/lti/;/keys',
      '/lti/launch;x=/l/',
      '/lti%2flogin',
      '/lti/../l/x',
      '/lti/register/',
      '/lti/register/%00',
      `/lti/register/${'x'.repeat(8000)}`,
      '/l/%',
      '/l/%c0%ae/',
      '/l/__proto__/',
      '/l/..%2f..%2flti/keys',
    ];
    for (const path of paths) {
      it(`finds nothing at ${path.slice(0, 60)}`, async () => {
        const answer = await send(path);
        expect(answer.status).to.be.within(400, 499);
        expect(answer.headers.location).to.equal(undefined);
        expect(answer.body).to.not.include('"scripts"').and.not.include('evil.example');
      });
    }

    it('opens no launch by another spelling of its id', async () => {
      const id = base().slice('/l/'.length);
      const swapped = id.replace(/[a-z]/i, one =>
        one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
      );
      for (const one of [
        swapped,
        `${id}%00`,
        `${id}~`,
        `${id}~${'x'.repeat(43)}`,
        `${id};`,
        `${id}%20`,
        ` ${id}`.trimEnd(),
      ])
        expect(
          (await send(`/l/${encodeURI(one).replace('%2500', '%00').replace('%2520', '%20')}/dashboard`))
            .status,
          one,
        ).to.equal(401);
    });

    it('is answered the same by HEAD, and does nothing by other methods', async () => {
      for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
        const { status, headers: got } = await send(`${base()}/language`, { method, body: '' });
        expect(status, method).to.be.below(500);
        expect(got.location, method).to.equal(undefined);
        expect(got['access-control-allow-origin'], method).to.equal(undefined);
      }
    });
  });

  describe('by bodies', () => {
    const json = 'application/json';
    const bodies: [string, string, string | Buffer, Record<string, string>?][] = [
      ['a packing nobody knows', FORM, 'locale=fi', { 'content-encoding': 'x' }],
      ['letters nobody knows', `${FORM}; charset=x`, 'locale=fi'],
      ['thousands of fields', FORM, 'locale=fi&'.repeat(2000)],
      ['several parts', 'multipart/form-data; boundary=x', '--x\r\n\r\nfi\r\n--x--'],
      ['the same field twice', FORM, 'locale=fi&locale=sv'],
      ['an operator in a form', FORM, 'locale[$ne]=x'],
      ['an operator', json, '{"locale":{"$ne":"x"}}'],
      ['a list', json, '[{"locale":"fi"}]'],
      ['a prototype', json, '{"__proto__":{"locale":"fi"}}'],
      [
        'a prototype in a form',
        FORM,
        '__proto__[locale]=fi&__proto__.locale=fi&constructor[prototype][locale]=fi',
      ],
      ['half a text', json, '{"locale":"fi"'],
      ['a hundred thousand brackets', json, '['.repeat(100_000)],
    ];
    it('unpacks no more of a bomb than a form may be long', async () => {
      const bomb = gzipSync(`locale=${'x'.repeat(40_000_000)}`);
      const headers = { 'content-type': FORM, 'content-encoding': 'gzip' };
      for (const path of [`${base()}/language`, '/lti/login', '/lti/launch'])
        expect((await send(path, { method: 'POST', headers, body: bomb })).status, path).to.equal(413);
    });
    for (const [what, type, body, extra] of bodies) {
      it(`chooses nothing with ${what}`, async () => {
        for (const path of ['language', 'activities/pick', 'activities/settings', 'dashboard/resend']) {
          const answer = await send(`${base()}/${path}`, {
            method: 'POST',
            headers: { 'content-type': type, ...extra },
            body,
          });
          // What a form leaves out may have a usual value: then it is as if the fields had not been sent.
          expect(answer.status, path).to.be.within(path === 'dashboard/resend' ? 303 : 400, 499);
        }
        expect(({} as { locale?: unknown }).locale).to.equal(undefined);
      });
    }
  });

  it('takes no more forms of a launch whose id is spelled in another way each time', async () => {
    const { url, jar } = await launchThrough(lms, tool.url, lms.student, link);
    const [, , id = ''] = url.pathname.split('/');
    const cookie = jar.header(url) ?? '';
    const spelled = (at: number): string =>
      Array.from(id, (one, bit) => ((at >> bit) & 1 ? `%${one.charCodeAt(0).toString(16)}` : one)).join('');
    const post = (at: number): Promise<Answer> =>
      rawRequest(tool.url, `/l/${spelled(at)}/language`, {
        method: 'POST',
        headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': FORM },
        body: 'locale=fi',
      });
    const all = await Promise.all(Array.from({ length: LIMITS.formsPerMinute + 20 }, (_one, at) => post(at)));
    expect(all.filter(({ status }) => status === 303)).to.have.length(LIMITS.formsPerMinute);
  }).timeout(20_000);
});
