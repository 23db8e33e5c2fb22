import { expect } from 'chai';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import {
  DL,
  expectRefusal,
  LTI,
  startBench,
  withClaims,
  without,
  type Bench,
  type Claims,
  type Sent,
} from '../support/conformance.ts';
import { browse, formOf, launchThrough, type Answer } from '../support/lms.ts';

/** The settings of the suite's request; its return address is the LMS's own. */
const SUITE_SETTINGS = {
  accept_types: ['link', 'file', 'html', 'ltiResourceLink'],
  accept_media_types: 'image/*,text/html,application/json',
  accept_presentation_document_targets: ['iframe', 'window'],
  accept_multiple: true,
  auto_create: true,
  title: 'Certification Deep Linking',
  text: 'Certification Default Text Description',
  data: '909708',
};

/**
 * Deep Linking 2.0 as the certification suite checks it; the request is that of packbackbooks/lti-1-3-php-library,
 * tests/data/certification/valid ("Send Deep Linking Request Payload"): no target and no resource link.
 */
describe('deep linking', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());

  /** Asks for content with these settings over the suite's. */
  function ask(settings: Claims = {}): Promise<Sent> {
    return bench.send({
      person: bench.lms.teacher,
      isDeepLinking: true,
      change(claims) {
        const { deep_link_return_url } = claims[`${DL}/deep_linking_settings`] as Claims;
        without(`${LTI}/target_link_uri`, `${LTI}/resource_link`)(claims);
        withClaims({
          [`${DL}/deep_linking_settings`]: { ...SUITE_SETTINGS, deep_link_return_url, ...settings },
          [`${LTI}/launch_presentation`]: { document_target: 'window', height: 360, width: 480 },
        })(claims);
      },
    });
  }

  /** Sends the picker's form. @returns the page that carries the answer */
  function pick({ url, jar }: Sent, fields: Record<string, string> = {}): Promise<Answer> {
    const values = {
      choice: 'new:self-assessment:usual',
      'self-assessment.usual.title': 'Osaamisen itsearviointi',
      'self-assessment.usual.points': '5',
      ...fields,
    };
    return browse(new URL(url.pathname, url), { jar, headers: { 'sec-fetch-site': 'same-origin' } }, values);
  }

  /** Checks the answer's signature with our published keys and its head. @returns its claims */
  async function verify(page: Answer, asked: Sent): Promise<Claims> {
    const { fields } = formOf(page);
    expect(Object.keys(fields)).to.deep.equal(['JWT']);
    const jwks = (await (await fetch(`${bench.tool.url}/lti/keys`)).json()) as JSONWebKeySet;
    const jwt = fields['JWT'] ?? '';
    expect(jwks.keys.map(key => key.kid)).to.include(decodeProtectedHeader(jwt).kid);
    expect(JSON.stringify(jwks)).to.not.match(/"(d|p|q|dp|dq|qi)":/, 'a private key');
    const options = {
      algorithms: ['RS256'],
      issuer: asked.claims['aud'] as string,
      audience: bench.lms.issuer,
    };
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(jwks), options);
    return payload;
  }

  it('opens the picker for the suite’s request', async () => {
    const asked = await ask();
    expect(asked.status, asked.body).to.equal(200);
    expect(asked.url.pathname).to.match(/\/activities\/pick$/);
    expect(asked.body).to.include('value="Certification Deep Linking"');
  });

  it('answers with every claim that the suite looks for, at the address that was given', async () => {
    const asked = await ask();
    const page = await pick(asked);
    const settings = asked.claims[`${DL}/deep_linking_settings`] as Claims;
    expect(formOf(page).action.href).to.equal(settings['deep_link_return_url']);
    const answer = await verify(page, asked);
    expect(answer).to.include({
      iss: asked.claims['aud'],
      aud: bench.lms.issuer,
      [`${LTI}/deployment_id`]: asked.claims[`${LTI}/deployment_id`],
      [`${LTI}/message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}/version`]: '1.3.0',
      [`${DL}/data`]: '909708',
    });
    expect(answer['nonce']).to.be.a('string').with.length.above(10);
    expect((answer['exp'] as number) - (answer['iat'] as number)).to.be.within(1, 3600);
    expect(Math.abs((answer['iat'] as number) - Date.now() / 1000)).to.be.below(30);
    const [item, ...more] = answer[`${DL}/content_items`] as Claims[];
    expect(more).to.deep.equal([]);
    expect(item).to.deep.include({ type: 'ltiResourceLink', title: 'Osaamisen itsearviointi' });
    expect(item?.['lineItem']).to.include({ scoreMaximum: 5 });
  });

  it('gives each answer a nonce of its own', async () => {
    const [one, other] = [await ask(), await ask()];
    const nonces = [await verify(await pick(one), one), await verify(await pick(other), other)].map(
      a => a['nonce'],
    );
    expect(nonces[0]).to.not.equal(nonces[1]);
  });

  for (const [what, data] of [
    ['with markup', '"><script>alert(1)</script>&amp;'],
    ['in other scripts', 'ä 漢 🙂 \u2028'],
    ['that is long', 'x'.repeat(5000)],
    ['that looks like a number', '007'],
    ['of blanks', '  '],
  ] as const) {
    it(`returns data ${what} unchanged`, async () => {
      const asked = await ask({ data });
      expect((await verify(await pick(asked), asked))[`${DL}/data`]).to.equal(data);
    });
  }

  it('returns no data where none was sent', async () => {
    const asked = await ask({ data: undefined });
    expect(await verify(await pick(asked), asked)).to.not.have.property(`${DL}/data`);
  });

  it('answers a teacher who changed their mind with no item, and still with data', async () => {
    const asked = await ask();
    const answer = await verify(await pick(asked, { intent: 'cancel' }), asked);
    expect(answer[`${DL}/content_items`]).to.deep.equal([]);
    expect(answer[`${DL}/data`]).to.equal('909708');
  });

  it('sends no line item to a platform that takes none', async () => {
    const asked = await ask({ accept_lineitem: false });
    const [item] = (await verify(await pick(asked), asked))[`${DL}/content_items`] as Claims[];
    expect(item).to.not.have.property('lineItem');
  });

  it('takes what platforms send for flags as text, and settings without what may be absent', async () => {
    for (const settings of [
      { accept_multiple: 'true', accept_lineitem: 'true', auto_create: 'false' },
      {
        accept_multiple: null,
        accept_media_types: null,
        title: null,
        text: null,
        data: null,
        auto_create: undefined,
      },
    ]) {
      const asked = await ask(settings);
      expect((await verify(await pick(asked), asked))[`${DL}/content_items`]).to.have.length(1);
    }
  });

  it('says so where the platform does not take links', async () => {
    const asked = await ask({ accept_types: ['file', 'html'] });
    expectRefusal(asked, { status: 409, code: 'activities/links-not-accepted' });
  });

  it('is for teachers: a student gets a page and no form', async () => {
    const sent = await bench.send({ person: bench.lms.student, isDeepLinking: true });
    expect(sent.status).to.equal(403);
    expect(sent.body).to.not.include('<form method="post"');
  });

  it('makes a link that opens for teacher and student', async () => {
    const asked = await ask();
    const { action, fields } = formOf(await pick(asked));
    expect((await browse(action, { jar: asked.jar }, fields)).status).to.equal(200);
    const made = bench.lms.state.links.at(-1)!;
    for (const [person, page] of [
      [bench.lms.teacher, /\/dashboard$/],
      [bench.lms.student, /\/self-assessment\/$/],
    ] as const) {
      const walk = await launchThrough(bench.lms, bench.tool.url, person, made);
      expect([walk.status, page.test(walk.url.pathname)]).to.deep.equal([200, true]);
    }
  });

  it('lets its page post to the platform’s origin and nowhere else, whatever the address holds', async () => {
    const policyOf = async (returnUrl: string): Promise<string> => {
      const page = await pick(await ask({ deep_link_return_url: returnUrl }));
      expect(page.status, page.body).to.equal(200);
      expect(page.body).to.not.include('"><i>');
      return String(page.headers['content-security-policy']);
    };
    expect(await policyOf('https://lms.example:8443/return?a="><i>&b=1')).to.include(
      "form-action 'self' https://lms.example:8443;",
    );
    for (const odd of [
      'https://lms;sandbox/return',
      'https://lms,default-src/return',
      "https://lms'x/return",
    ]) {
      expect(await policyOf(odd), odd)
        .to.match(/form-action 'self';/)
        .and.not.match(/sandbox|lms/);
    }
  });
});
