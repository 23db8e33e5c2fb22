import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import { browse, formOf, startDemoLms, walkLogin, type Answer, type RunningLms } from '../../support/lms.ts';

const OURS = { 'sec-fetch-site': 'same-origin' };

/**
 * A student whose browser keeps no cookie has the launch's secret in an address. Sent to a classmate as a link, or framed
 * in a page of the LMS, it would let the classmate answer in that student's name, and that student read the answers.
 */
describe('the address of a launch without cookies', () => {
  let tool: RunningGate;
  let lms: RunningLms;
  let link: DemoLink;
  let address: URL;

  const attribute = (page: Answer, name: string): string =>
    (new RegExp(`${name}="([^"]*)"`).exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');

  before(async () => {
    tool = await startGate();
    lms = await startDemoLms({ hasStorage: true });
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    link = lms.addLink({ title: 'Osaamisen itsearviointi' });
    const login = lms.loginRequest(lms.student, link);
    const { last } = await walkLogin(lms, tool.url, login, { keepsCookies: false });
    const posted = formOf(await browse(new URL(attribute(last, 'data-next'))));
    const asking = formOf(await browse(posted.action, {}, posted.fields));
    const form = { ...asking.fields, proof: attribute(last, 'data-value') };
    const proven = await browse(asking.action, { headers: OURS }, form);
    address = proven.location as URL;
  });
  after(async () => {
    await lms.close();
    await tool.close();
  });
  const open = async (headers: Record<string, string | undefined>): Promise<number> =>
    (await browse(address, { headers })).status;

  it('opens from the tool’s own pages, and to browsers that do not say whence they come', async () => {
    expect(await open(OURS)).to.equal(200);
    expect(await open({ 'sec-fetch-site': undefined })).to.equal(200);
  });

  for (const site of ['cross-site', 'same-site', 'none'])
    for (const dest of ['document', 'iframe'])
      it(`opens nothing from elsewhere: ${site}, ${dest}`, async () => {
        expect(await open({ 'sec-fetch-site': site, 'sec-fetch-dest': dest })).to.equal(401);
      });
});
