import { expect } from 'chai';
import type { DemoLink } from '../../src/demo-lms/index.ts';
import {
  DL,
  LTI,
  startBench,
  type Bench,
  type Change,
  type Claims,
  type Sent,
} from '../support/conformance.ts';
import { openAsLearner } from '../support/learner.ts';
import { browse, formOf, startDemoLms, type Answer } from '../support/lms.ts';

/** Breaks out of text, of an attribute in either quotes, of a title and of a text area. */
const markupIn = (field: string): string =>
  `</title></textarea>"'><script>zq('${field}')</script><img src=x onerror="zq('${field}')">&lt;`;

const TEXTS = ['name', 'given_name', 'family_name', 'middle_name', 'email', 'picture', 'locale'];

/** Replaces every text in a value by markup that names its place; addresses and ids that launches need stay. */
function spoil(value: unknown, place: string): unknown {
  if (typeof value === 'string') return /^(https?:|urn:|\$)/.test(value) ? value : markupIn(place);
  if (Array.isArray(value)) return value.map((one, index) => spoil(one, `${place}.${String(index)}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoil(one, `${place}.${key}`)]));
}

/** Markup in every text of a message but those by which it is recognised. */
const spoilAll: Change = claims => {
  for (const name of TEXTS) claims[name] = markupIn(name);
  for (const part of ['context', 'resource_link', 'tool_platform', 'launch_presentation', 'lis', 'ext']) {
    claims[`${LTI}/${part}`] = spoil(claims[`${LTI}/${part}`] ?? {}, part);
  }
  const custom = claims[`${LTI}/custom`] as Claims | undefined;
  const more = {
    context_history: markupIn('history'),
    user_groups: markupIn('groups'),
    [markupIn('key')]: 'x',
  };
  claims[`${LTI}/custom`] = { ...more, ...custom };
  claims['sub'] = markupIn('sub').slice(0, 200);
};

/** @returns the tags and attributes of a page: what a browser takes for markup, strings in attributes left out */
function expectEscaped(page: Pick<Answer, 'status' | 'body'>, shown: string[] = []): void {
  expect(page.status, page.body.slice(0, 500)).to.be.within(200, 299);
  const tags = page.body.match(/<[a-z!/](?:"[^"]*"|'[^']*'|[^'">])*>/gi) ?? [];
  for (const tag of tags) expect(tag.replace(/"[^"]*"/g, '""'), tag).to.not.match(/zq\(|onerror|<.*</);
  expect(tags.filter(tag => /^<(script(?![^>]*src=)|img)/i.test(tag))).to.deep.equal([]);
  expect(page.body.match(/<\/title>/g)).to.have.length(1);
  for (const field of shown) expect(page.body).to.match(new RegExp(`&lt;script(>|&gt;)zq\\('${field}'\\)`));
}

describe('markup in what a platform sends is shown as text', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());

  const how = (sent: Pick<Sent, 'jar'>): Parameters<typeof browse>[1] => ({
    jar: sent.jar,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const within = (sent: Sent, path: string, fields?: Record<string, string>): Promise<Answer> =>
    browse(new URL(path, sent.url), how(sent), fields);

  it('on every page of a learner', async () => {
    const sent = await bench.send({ change: spoilAll });
    expectEscaped(sent);
    for (const path of ['', 'area/A', 'check', 'result', 'preview']) {
      const page = await within(sent, path);
      if (page.status < 300) expectEscaped(page);
      else expect(page.body).to.not.include('zq(');
    }
  });

  it('on the dashboard: names from launches and from the roster', async () => {
    const student = bench.lms.addPerson({
      givenName: markupIn('given'),
      familyName: markupIn('family'),
      role: 'student',
    });
    await openAsLearner(bench.lms, bench.tool.url, student, bench.link);
    bench.lms.calls.failNext('memberships', { status: 503 }, 5);
    const launched = await bench.send({ person: bench.lms.teacher });
    expectEscaped(launched, ['given']);
    bench.lms.calls.clear();
    await within(launched, `${launched.url.pathname}/refresh`, {});
    expectEscaped(await browse(launched.url, how(launched)), ['given']);
    const spoiled = await bench.send({ person: bench.lms.teacher, change: spoilAll });
    expectEscaped(spoiled);
  });

  it('in the picker, in what it picks, and in every page that then shows it', async () => {
    const change: Change = claims => {
      spoilAll(claims);
      const settings = claims[`${DL}/deep_linking_settings`] as Claims;
      Object.assign(settings, { title: markupIn('title'), text: markupIn('text'), data: markupIn('data') });
      settings['deep_link_return_url'] =
        `${String(settings['deep_link_return_url'])}?a="><script>zq('url')</script>`;
    };
    const picker = await bench.send({ person: bench.lms.teacher, isDeepLinking: true, change });
    expectEscaped(picker, ['title']);
    const fields = { choice: 'new:self-assessment:usual', 'self-assessment.usual.points': '1' };
    const title = markupIn('picked');
    // A fault shows the form again with what was sent.
    const again = await within(picker, picker.url.pathname, {
      ...fields,
      'self-assessment.usual.title': title,
      'self-assessment.usual.points': 'x',
    });
    expect(again.status).to.equal(422);
    expectEscaped({ ...again, status: 200 }, ['picked']);
    const page = await within(picker, picker.url.pathname, {
      ...fields,
      'self-assessment.usual.title': title,
    });
    expectEscaped(page);
    const { action, fields: answer } = formOf(page);
    expect((await browse(new URL(action.pathname, action), { jar: picker.jar }, answer)).status).to.equal(
      200,
    );
    const link = bench.lms.state.links.at(-1) as DemoLink;
    expect(link.title).to.equal(title);
    expectEscaped(await bench.send({ link }));
    const teacher = await bench.send({ link, person: bench.lms.teacher });
    expectEscaped(teacher, ['picked']);
    expectEscaped(await within(teacher, 'activities/settings'), ['picked']);
  });

  it('in the picker of a link that shows nothing yet, and on the page of those who wait for it', async () => {
    const link = bench.lms.addLink({ title: markupIn('link'), text: markupIn('text') });
    expectEscaped(await bench.send({ link, change: spoilAll }));
    expectEscaped(await bench.send({ link, change: spoilAll, person: bench.lms.teacher }));
  });

  it('on the page that ends a registration', async () => {
    const other = await startDemoLms({ title: markupIn('platform') });
    const body = {
      ...{ issuer: other.issuer, authorization_endpoint: `${other.issuer}/lti/auth` },
      ...{ token_endpoint: `${other.issuer}/lti/token`, jwks_uri: `${other.issuer}/lti/keys` },
      registration_endpoint: `${other.issuer}/lti/register`,
      scopes_supported: [markupIn('scope')],
      'https://purl.imsglobal.org/spec/lti-platform-configuration': {
        product_family_code: markupIn('family'),
        variables: [markupIn('v')],
      },
    };
    other.calls.failNext('configuration', { status: 200, body: JSON.stringify(body) });
    other.calls.failNext('registration', {
      status: 200,
      body: JSON.stringify({ client_id: markupIn('client') }),
    });
    const link = other.registrationLink(await bench.tool.app.newRegistrationLink());
    expectEscaped(await browse(new URL(link)));
    await other.close();
  });

  it('on the new-window page, which repeats the login', async () => {
    const { url, params } = bench.lms.loginRequest(bench.lms.student, bench.link);
    const odd = { ...params, login_hint: markupIn('hint'), lti_message_hint: markupIn('message') };
    const headers = { 'sec-fetch-dest': 'iframe' };
    const page = await browse(new URL(url), { keepsCookies: false, headers }, { ...odd, hop: '1' });
    expectEscaped(page);
    expect(page.body).to.include('target="_blank"');
  });
});
