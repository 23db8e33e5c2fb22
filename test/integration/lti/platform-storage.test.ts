import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { HOUR_MS } from '../../../src/kit/clock.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import {
  browse,
  CookieJar,
  formOf,
  launchThrough,
  startDemoLms,
  walkLogin,
  type Answer,
  type RunningLms,
} from '../../support/lms.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

const OURS = { 'sec-fetch-site': 'same-origin' };

function attribute(page: Answer, name: string): string {
  return (new RegExp(`${name}="([^"]*)"`).exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');
}

describe('a launch in a browser that keeps no cookie, in an LMS that keeps data for tools', () => {
  let tool: RunningGate;
  let lms: RunningLms;
  let link: DemoLink;
  let clock: SettableClock;

  before(async () => {
    clock = settableClock(new Date().toISOString());
    tool = await startGate({ clock });
    lms = await startDemoLms({ hasStorage: true, clock });
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    link = lms.addLink({ title: 'Osaamisen itsearviointi' });
  });
  beforeEach(() => {
    tool.refusals.length = 0;
  });
  after(async () => {
    await lms.close();
    await tool.close();
  });

  /** Up to the page that leaves the secret with the LMS. */
  const beginLogin = async (): Promise<Answer> =>
    (await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link), { keepsCookies: false })).last;

  /** What the LMS posts for that login. @returns the tool's page that asks the LMS for the secret */
  async function postLaunch(begun: Answer): Promise<Answer> {
    const { action, fields } = formOf(await browse(new URL(attribute(begun, 'data-next'))));
    return browse(action, { headers: { 'sec-fetch-site': 'cross-site' } }, fields);
  }

  it('leaves the secret with the platform’s own origin before the platform is asked', async () => {
    const begun = await beginLogin();
    expect(begun.status).to.equal(200);
    expect(attribute(begun, 'data-origin')).to.equal(lms.issuer);
    expect(attribute(begun, 'data-target')).to.equal('_parent');
    expect(attribute(begun, 'data-key')).to.match(/^sosrake_[\w-]{16}$/);
    expect(attribute(begun, 'data-value')).to.match(/^[\w-]{43}$/);
    expect(begun.body).to.include('target="_blank"').and.include('platform-storage.js');
  });

  it('is let in with the secret that comes back, into a session that needs no cookie', async () => {
    const begun = await beginLogin();
    const asking = await postLaunch(begun);
    expect(asking.status).to.equal(200);
    expect(attribute(asking, 'data-key')).to.equal(attribute(begun, 'data-key'));
    expect(asking.body).to.not.include(attribute(begun, 'data-value'));
    const { action, fields } = formOf(asking);
    const proven = await browse(
      action,
      { headers: OURS },
      { ...fields, proof: attribute(begun, 'data-value') },
    );
    expect(proven.status).to.equal(303);
    expect(proven.headers['set-cookie']).to.equal(undefined);
    expect(proven.location?.pathname).to.match(/^\/l\/[\w-]{16}~[\w-]{43}\/opened$/);
    const page = await browse(proven.location as URL, { headers: OURS });
    expect(page.body).to.equal(`opened ${lms.student.id}`);
    const withoutSecret = new URL((proven.location as URL).href.replace(/~[\w-]+/, ''));
    expect((await browse(withoutSecret, { headers: OURS })).status).to.equal(401);
    clock.advance(HOUR_MS + 1);
    expect((await browse(proven.location as URL, { headers: OURS })).status).to.equal(401);
  });

  it('is refused with another secret, and with the right one from a page that is not ours', async () => {
    const begun = await beginLogin();
    const { action, fields } = formOf(await postLaunch(begun));
    const proof = attribute(begun, 'data-value');
    const post = (headers: Record<string, string>, secret: string): Promise<Answer> =>
      browse(action, { headers }, { ...fields, proof: secret });
    expect((await post(OURS, proof.replace(/^./, proof.startsWith('A') ? 'B' : 'A'))).status).to.equal(401);
    expect((await post({ 'sec-fetch-site': 'cross-site' }, proof)).status).to.equal(401);
    expect((await post({ 'sec-fetch-site': 'same-site' }, proof)).status).to.equal(401);
    expect(tool.refusals).to.deep.equal(Array(3).fill('lti/browser-unproven'));
    expect((await post(OURS, proof)).status).to.equal(303);
    expect((await post(OURS, proof)).status).to.equal(401);
    expect(tool.refusals.at(-1)).to.equal('lti/state-used');
  });

  it('asks the storage nothing where a cookie is kept', async () => {
    const walk = await launchThrough(lms, tool.url, lms.student, link);
    expect(walk.body).to.equal(`opened ${lms.student.id}`);
    expect(walk.url.pathname).to.match(/^\/l\/[\w-]{16}\/opened$/);
  });

  it('opens nothing by an address that holds a cookie’s secret', async () => {
    const { url, jar } = await launchThrough(lms, tool.url, lms.student, link);
    const [, secret = ''] = /sosrake-session=([\w-]{43})/.exec(jar.header(url) ?? '') ?? [];
    const inPath = new URL(url.href.replace('/opened', `~${secret}/opened`));
    expect((await browse(inPath, { jar: new CookieJar(), headers: OURS })).status).to.equal(401);
  });
});
