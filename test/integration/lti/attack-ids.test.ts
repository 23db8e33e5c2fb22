import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { postToken, walkLogin, type LaunchWalk, type RunningLms } from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

/** Who is who hangs on texts that an LMS makes: no two of them may come to mean one person or place here. */
describe('ids that are made to be taken for others', () => {
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;

  before(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    link = lms.addLink({ title: 'Osaamisen itsearviointi' });
  });
  after(() => tool.close());

  async function launch(changes: Record<string, unknown>): Promise<LaunchWalk> {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const token = lms.signIdToken({ ...lms.claims(lms.student, link, login.nonce), ...changes });
    const form = { url: `${tool.url}/lti/launch`, params: { id_token: token, state: login.state } };
    return postToken(lms, tool.url, form, { jar: login.jar });
  }
  const people = async (): Promise<string[]> =>
    (await tool.db.connection.collection('people_participants').find().toArray()).map(one => String(one.sub));

  it('are refused as numbers that no double holds: neighbours would be one person', async () => {
    for (const sub of [9007199254740993, 1e21, 1.5, -0.1]) {
      const { status, body } = await launch({ sub });
      expect(status, String(sub)).to.equal(400);
      expect(body).to.include('lti/sub-missing');
    }
    expect(await people()).to.deep.equal([]);
  });

  it('are as many people as they are texts', async () => {
    const subs: unknown[] = [
      '1',
      '01',
      '1 ',
      ' 1',
      '１',
      '1\u200b',
      '$sub',
      '$$ROOT',
      '__proto__',
      'constructor',
    ];
    subs.push('a.b', 'é', 'e\u0301', 'İ', 'i', 'I', '{"$ne":""}');
    for (const sub of subs) expect((await launch({ sub })).status, String(sub)).to.equal(200);
    expect((await launch({ sub: 1 })).status).to.equal(200);
    expect((await people()).sort()).to.deep.equal([...(subs as string[])].sort());
  });

  it('are as many courses and links as they are texts', async () => {
    const places = ['x', 'x ', '$x', 'link', '__proto__', '1:x;', 'x\u0000'];
    const count = (name: string): Promise<number> => tool.db.connection.collection(name).countDocuments();
    const before = [await count('people_classrooms'), await count('activities_placements')];
    for (const id of places)
      expect(
        (await launch({ [`${LTI}/context`]: { id }, [`${LTI}/resource_link`]: { id } })).status,
      ).to.equal(200);
    const after = [await count('people_classrooms'), await count('activities_placements')];
    expect(after).to.deep.equal(before.map(one => one + places.length));
  });
});
