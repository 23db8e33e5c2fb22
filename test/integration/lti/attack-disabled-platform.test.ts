import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import { browse, launchThrough, startDemoLms, type RunningLms } from '../../support/lms.ts';

/** Whoever got hold of a platform's key makes themselves a teacher anywhere in it; then an operator disables it. */
describe('a launch from a platform that an operator has disabled since', () => {
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

  it('is over at once, and open again when the platform is', async () => {
    const { url, jar, status } = await launchThrough(lms, tool.url, lms.teacher, link);
    expect(status).to.equal(200);
    const [platform] = await tool.gate.platforms.list();
    await tool.gate.platforms.update(platform?.id ?? '', { status: 'disabled' });
    tool.refusals.length = 0;
    const closed = await browse(url, { jar });
    expect(closed.status).to.equal(403);
    expect(tool.refusals).to.deep.equal(['lti/platform-disabled']);
    await tool.gate.platforms.update(platform?.id ?? '', { status: 'active' });
    expect((await browse(url, { jar })).status).to.equal(200);
  });
});
