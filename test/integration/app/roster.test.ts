import { BSON } from 'mongodb';
import { expect } from 'chai';
import type { DemoLink, DemoTool } from '../../../src/demo-lms/index.ts';
import { placeSelfAssessment } from '../../support/learner.ts';
import { browse, launchThrough, type LaunchWalk, type RunningLms } from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

describe('the names of a course', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;

  async function place(change: (registered: DemoTool) => void = () => undefined): Promise<void> {
    lms = await tool.startLms({
      people: [
        { givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' },
        { givenName: 'Onni', familyName: 'Opiskelija', role: 'student' },
        { givenName: 'Veera', familyName: 'Virtanen', role: 'student' },
      ],
    });
    for (const registered of lms.state.tools) change(registered);
    link = await placeSelfAssessment(lms, tool.url);
  }
  beforeEach(async () => {
    tool = await startTool();
  });
  afterEach(() => tool.close());

  const openAsTeacher = (): Promise<LaunchWalk> => launchThrough(lms, tool.url, lms.teacher, link);
  const openAsStudent = (): Promise<LaunchWalk> => launchThrough(lms, tool.url, lms.student, link);
  const fetchAgain = async ({ url, jar }: LaunchWalk): Promise<string> => {
    const how = { jar, headers: { 'sec-fetch-site': 'same-origin' } };
    const posted = await browse(new URL(`${url.pathname.replace(/\/$/, '')}/refresh`, url), how, {});
    expect(posted.status).to.equal(303);
    return (await browse(posted.location ?? url, how)).body;
  };
  const rename = (givenName: string): void => {
    for (const person of lms.state.people) if (person.id === lms.student.id) person.givenName = givenName;
  };
  const keptName = async (): Promise<unknown> =>
    (await tool.db.connection.collection('people_participants').findOne({ sub: lms.student.id }))?.name;

  it('leave out a non-editing teacher, whom the list calls a learner, once a launch said teacher', async () => {
    await place();
    const assistant = lms.addPerson({ givenName: 'Aino', familyName: 'Apuopettaja', role: 'assistant' });
    expect((await openAsTeacher()).body).to.include('Aino Apuopettaja');
    const own = await launchThrough(lms, tool.url, assistant, link);
    expect([own.status, own.url.pathname.split('/').at(-1)]).to.deep.equal([200, 'dashboard']);
    expect((await openAsTeacher()).body)
      .to.include('Veera Virtanen')
      .and.not.include('Aino Apuopettaja');
  });

  it('are kept with the participant, renewed at each launch and at each fetch', async () => {
    await place();
    await openAsStudent();
    expect(await keptName()).to.equal('Onni Opiskelija');
    rename('Otto');
    const page = await openAsTeacher();
    expect(page.body).to.include('Otto Opiskelija').and.include('Veera Virtanen').and.include('juuri nyt');
    expect(await keptName()).to.equal('Otto Opiskelija');
    rename('Oiva');
    expect((await browse(page.url, { jar: page.jar })).body).to.include('Otto Opiskelija');
    expect(await fetchAgain(page))
      .to.include('Oiva Opiskelija')
      .and.not.include('Otto');
    expect(await keptName()).to.equal('Oiva Opiskelija');
    rename('Onni');
    await openAsStudent();
    expect(await keptName()).to.equal('Onni Opiskelija');
    expect(await tool.db.connection.collection('people_participants').countDocuments()).to.equal(1);
  });

  it('come from launches, with the name that was fetched last, once the LMS refuses its list', async () => {
    await place();
    await openAsStudent();
    rename('Oiva');
    const page = await openAsTeacher();
    lms.calls.failNext('memberships', { status: 403 });
    const refused = await fetchAgain(page);
    expect(refused).to.include('Oppimisympäristö ei antanut osallistujaluetteloa');
    expect(refused).to.include('Oiva Opiskelija').and.not.include('Veera');
    lms.calls.failNext('memberships', { status: 404 });
    expect(await fetchAgain(page))
      .to.include('ei löytänyt osallistujaluetteloa')
      .and.include('Oiva');
    expect(await fetchAgain(page))
      .to.include('Veera Virtanen')
      .and.include('juuri nyt');
  });

  it('come from launches where the LMS lets this tool see no list', async () => {
    await place(registered => {
      registered.scopes = registered.scopes.filter(scope => scope !== NRPS);
    });
    await openAsStudent();
    const page = await openAsTeacher();
    expect(page.body).to.include('ei tarjoa osallistujaluetteloa').and.include('Onni Opiskelija');
    expect(lms.calls.of('memberships')).to.have.length(0);
  });

  it('stay when the LMS is away, and say how old they are', async () => {
    await place();
    const page = await openAsTeacher();
    lms.calls.setDown(true);
    const later = await fetchAgain(page);
    expect(later).to.include('Veera Virtanen').and.include('oppimisympäristö ei vastannut');
  });

  /** Everything in the database, as text. */
  async function dump(): Promise<string> {
    const collections = (await tool.db.connection.db?.collections()) ?? [];
    const documents = await Promise.all(collections.map(one => one.find().toArray()));
    return BSON.EJSON.stringify(documents);
  }

  it('are all that is kept of a person: no e-mail address, wherever the LMS sends one', async () => {
    await place(registered => {
      registered.sendsEmail = true;
    });

    expect(lms.claims(lms.student, link, 'n').email).to.contain('@example.org');
    // Some LMSs put an address where a name is missing.
    const nameless = lms.addPerson({ givenName: 'v@example.org', familyName: '', role: 'student' });
    await openAsStudent();
    expect((await launchThrough(lms, tool.url, nameless, link)).status).to.equal(200);
    await openAsTeacher();
    expect(lms.calls.of('memberships').map(call => call.status)).to.deep.equal([200]);
    const kept = await dump();
    expect(kept).to.include('Onni Opiskelija');
    expect(kept).to.not.include('@example');
  });
});
