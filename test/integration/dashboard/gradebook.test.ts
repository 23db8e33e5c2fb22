import { expect } from 'chai';
import { parse } from 'node:querystring';
import type { Shown } from '../../../src/grades/outbox.ts';
import {
  aMember,
  aParticipant,
  aState,
  isDone,
  isUnderWay,
  openDashboard,
  type DashboardWorld,
} from './dashboard-app.ts';

const AT = new Date('2026-11-27T08:15:00Z');
const shown = (change: Partial<Shown> = {}): Shown => ({
  value: 0.6,
  maximum: 5,
  at: AT,
  isKept: false,
  ...change,
});

describe('the gradebook on the teacher’s page', () => {
  let world: DashboardWorld;
  beforeEach(async () => {
    world = await openDashboard();
    world.members = { ok: true, isWhole: true, members: [aMember('1')] };
    world.participants = [aParticipant('1')];
    world.progress = [isDone('1')];
  });
  afterEach(() => world.close());

  const pageOf = async (query = '', locale: 'fi' | 'sv' | 'en' = 'en'): Promise<string> =>
    (await world.get(query, locale)).text();
  const cellOf = (page: string): string =>
    (/<tbody>(.*)<\/tbody>/s.exec(page)?.[1] ?? '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const isOffered = (page: string, to: 'resend' | 'keep'): boolean =>
    new RegExp(`dashboard/${to}"[^>]*>(?:<input[^>]*>)*<button[^>]*value="id-1"`).test(page);

  it('is quiet where both are the same', async () => {
    world.states = [aState('1', { sentValue: 0.8, comparison: 'same', shown: shown({ value: 0.8 }) })];
    const page = await pageOf();
    expect(cellOf(page)).to.contain('In the gradebook 4 / 5 Thu 26 Nov 2026, 14:30');
    expect(isOffered(page, 'resend')).to.equal(false);
    expect(isOffered(page, 'keep')).to.equal(false);
  });

  it('shows both where they differ, and lets the teacher choose', async () => {
    world.states = [aState('1', { sentValue: 0.8, comparison: 'differs', shown: shown() })];
    const page = await pageOf('?state=attention');
    expect(cellOf(page)).to.contain('Changed in the gradebook In the gradebook: 3 / 5. From here: 4 / 5.');
    expect(isOffered(page, 'resend')).to.equal(true);
    expect(isOffered(page, 'keep')).to.equal(true);
  });

  it('tells a zero from nothing', async () => {
    world.states = [aState('1', { sentValue: 0.8, comparison: 'differs', shown: shown({ value: 0 }) })];
    expect(cellOf(await pageOf())).to.contain('In the gradebook: 0 / 5.');
    world.states = [aState('1', { sentValue: 0.8, comparison: 'missing', shown: shown({ value: null }) })];
    const page = await pageOf('?state=attention');
    expect(cellOf(page)).to.contain('Not shown in the gradebook In the gradebook: Not assessed.');
    expect(isOffered(page, 'resend')).to.equal(true);
    expect(isOffered(page, 'keep')).to.equal(false);
  });

  it('says so where a teacher let the gradebook’s stand, and still lets ours be sent', async () => {
    world.states = [aState('1', { sentValue: 0.8, comparison: 'kept', shown: shown({ isKept: true }) })];
    const page = await pageOf();
    expect(cellOf(page)).to.contain('The gradebook’s own grade stands');
    expect(isOffered(page, 'resend')).to.equal(true);
    expect(isOffered(page, 'keep')).to.equal(false);
    expect(page).not.to.contain('needs a look');
  });

  it('lets the teacher choose after a refusal too', async () => {
    world.states = [
      aState('1', {
        state: 'refused',
        reason: 'platform-newer',
        sentAt: null,
        sentValue: null,
        shown: shown(),
      }),
    ];
    const page = await pageOf();
    expect(cellOf(page)).to.contain('In the gradebook: 3 / 5.');
    expect(isOffered(page, 'keep')).to.equal(true);
  });

  it('says since when a grade waits, when it is tried next, and what it may be', async () => {
    world.states = [
      aState('1', {
        state: 'waiting',
        reason: 'perhaps-locked',
        waitingSince: new Date('2026-11-25T08:00:00Z'),
        nextTryAt: new Date('2026-11-27T11:00:00Z'),
        sentAt: null,
      }),
    ];
    const cell = cellOf(await pageOf('?state=attention'));
    expect(cell).to.contain('The grade may be locked');
    expect(cell).to.contain('Waiting since Wed 25 Nov 2026, 10:00. Next try Fri 27 Nov 2026, 13:00.');
  });

  it('keeps theirs in the teacher’s name', async () => {
    const response = await world.post('keep', { participant: 'id-1', state: 'attention' });
    expect(response.headers.get('location')).to.equal('/l/launch-1/dashboard?state=attention');
    expect(world.kept).to.deep.equal([{ participantId: 'id-1', by: 'teacher' }]);
  });

  it('is decided on by teachers alone, and compared for them alone', async () => {
    for (const role of ['learner', 'visitor'] as const) {
      world.session = { ...world.session, role };
      expect((await world.post('keep', { participant: 'id-1' })).status).to.equal(403);
      expect((await world.post('compare')).status).to.equal(403);
      expect((await world.get('/grades.csv')).status).to.equal(403);
    }
    expect(world.kept).to.deep.equal([]);
  });

  describe('compared', () => {
    it('was never so, at first', async () => {
      expect(await pageOf()).to.contain('has not been compared with the gradebook yet');
    });

    it('on demand, comes back with what came of it', async () => {
      let times = 0;
      world.compare = () => Promise.resolve(void (times += 1));
      const response = await world.post('compare', { page: '2' });
      expect(times).to.equal(1);
      const location = response.headers.get('location') ?? '';
      expect(parse(location.split('?')[1] ?? '')).to.deep.include({ page: '2', compared: 'done' });
      world.lastComparison = { at: AT, failure: null };
      const page = await pageOf('?compared=done');
      expect(page).to.contain('The grades were compared');
      expect(page).to.contain('last compared with the gradebook Fri 27 Nov 2026, 10:15');
    });

    for (const failure of ['unavailable', 'forbidden', 'gone', 'incomplete'] as const) {
      it(`in vain, says why: ${failure}`, async () => {
        world.lastComparison = { at: null, failure };
        expect(await pageOf()).to.contain('The last comparison');
      });
    }
  });

  describe('as a table to download', () => {
    const csvOf = async (locale: 'fi' | 'sv' | 'en' = 'en'): Promise<string[]> => {
      const response = await world.get('/grades.csv', locale);
      expect(response.status).to.equal(200);
      expect(response.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
      expect(response.headers.get('content-disposition')).to.equal(
        'attachment; filename="osaamisen-itsearviointi.csv"',
      );
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
      return bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
    };

    it('has everybody, with the id of the LMS; not assessed is empty, and done a number', async () => {
      world.members = { ok: true, isWhole: true, members: ['1', '2', '3'].map(sub => aMember(sub)) };
      world.participants = [aParticipant('1'), aParticipant('2')];
      world.progress = [isDone('1'), isUnderWay('2')];
      world.scores.set('id-1', { value: 1, at: AT });
      world.states = [aState('1', { comparison: 'differs', shown: shown({ value: 0, maximum: 1 }) })];
      expect(await csvOf()).to.deep.equal([
        'User ID in the learning platform,Name,Progress,Grade,Maximum,Sending,Sent (UTC),In the gradebook when last compared',
        '1,Opiskelija 1,Done,1,1,In the gradebook,2026-11-26T12:30:00.000Z,0',
        '2,Opiskelija 2,Under way,,,,,',
        '3,Opiskelija 3,Not started,,,,,',
      ]);
    });

    it('tells a zero from nothing', async () => {
      if (world.activity) world.activity = { ...world.activity, gradeForm: 'points', points: 5 };
      world.scores.set('id-1', { value: 0, at: AT });
      expect((await csvOf())[1]).to.contain('Done,0,5,');
    });

    it('runs nothing in a spreadsheet, whatever someone is called', async () => {
      world.members = {
        ok: true,
        isWhole: true,
        members: [aMember('1', { name: '=HYPERLINK("http://evil","x"),\n2' })],
      };
      const csv = (await csvOf()).join('\r\n');
      expect(csv).to.contain(`"'=HYPERLINK(""http://evil"",""x""),\n2"`);
    });

    it('speaks the reader’s language', async () => {
      expect((await csvOf('fi'))[0]).to.contain('Arvosana');
      expect((await csvOf('sv'))[0]).to.contain('Vitsord');
    });
  });
});
