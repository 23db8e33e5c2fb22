import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import { browse, CookieJar, launchThrough, startDemoLms, type RunningLms } from '../../support/lms.ts';

const BROWSER = '__Host-sosrake-browser';
const SESSION = '__Secure-sosrake-session';

/**
 * A page on a sibling of the tool's host (`blog.school.example` beside `tool.school.example`) may set a cookie for the
 * whole domain with the prefix `__Secure-` and any path, but none with `__Host-` (RFC 6265bis, 4.1.3.2).
 */
describe('a session’s cookie that a neighbour planted', () => {
  let tool: RunningGate;
  let lms: RunningLms;
  let link: DemoLink;

  before(async () => {
    tool = await startGate();
    lms = await startDemoLms();
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    link = lms.addLink({ title: 'Osaamisen itsearviointi' });
  });
  after(async () => {
    await lms.close();
    await tool.close();
  });
  const planted = (jar: CookieJar): CookieJar => {
    const browser = new CookieJar();
    browser.cookies = jar.cookies.filter(({ name }) => name === SESSION);
    return browser;
  };

  it('opens nothing: nobody works, unknowing, in the launch of another', async () => {
    const attacker = await launchThrough(lms, tool.url, lms.student, link);
    expect(attacker.body).to.equal(`opened ${lms.student.id}`);
    expect((await browse(attacker.url, { jar: planted(attacker.jar) })).status).to.equal(401);
  });

  it('opens nothing in a browser that has launches of its own', async () => {
    const attacker = await launchThrough(lms, tool.url, lms.student, link);
    const victim = await launchThrough(lms, tool.url, lms.teacher, link);
    const jar = planted(attacker.jar);
    jar.cookies.push(...victim.jar.cookies);
    expect(jar.header(attacker.url)).to.include(SESSION).and.include(BROWSER);
    expect((await browse(attacker.url, { jar })).status).to.equal(401);
    expect((await browse(victim.url, { jar })).body).to.equal(`opened ${lms.teacher.id}`);
  });
});
