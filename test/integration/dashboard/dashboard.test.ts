import { expect } from 'chai';
import type { MembersResult } from '../../../src/lti/nrps.ts';
import {
  aMember,
  aParticipant,
  aState,
  isDone,
  isUnderWay,
  openDashboard,
  type DashboardWorld,
} from './dashboard-app.ts';

describe('the teacher’s page', () => {
  let world: DashboardWorld;
  beforeEach(async () => {
    world = await openDashboard();
  });
  afterEach(() => world.close());

  const pageOf = async (query = '', locale: 'fi' | 'sv' | 'en' = 'fi'): Promise<string> => {
    const response = await world.get(query, locale);
    expect(response.status).to.equal(200);
    return response.text();
  };
  /** Each row of the table as its texts, in order. */
  const rowsOf = (page: string): string[] => {
    const body = /<tbody>(.*)<\/tbody>/s.exec(page)?.[1] ?? '';
    return body
      .split('</tr>')
      .slice(0, -1)
      .map(row =>
        row
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      );
  };
  const list = (...subs: string[]): void => {
    world.members = { ok: true, isWhole: true, members: subs.map(sub => aMember(sub)) };
  };

  it('is for teachers', async () => {
    for (const role of ['learner', 'visitor'] as const) {
      world.session = { ...world.session, role };
      expect((await world.get()).status).to.equal(403);
      expect((await world.post('resend')).status).to.equal(403);
      expect((await world.post('refresh')).status).to.equal(403);
    }
    expect(world.resent).to.deep.equal([]);
  });

  it('is none while nothing was chosen for the link', async () => {
    world.activity = undefined;
    expect((await world.get()).status).to.equal(409);
  });

  it('says who has not begun, is under way and is done, and where each grade is', async () => {
    list('1', '2', '3');
    world.participants = [aParticipant('2'), aParticipant('3')];
    world.progress = [isUnderWay('2'), isDone('3')];
    world.states = [aState('3')];
    expect(rowsOf(await pageOf())).to.deep.equal([
      'Opiskelija 1 Ei aloittanut Ei arvioitu',
      'Opiskelija 2 Kesken aloittanut ke 25.11.2026 klo 10.00 Ei arvioitu',
      'Opiskelija 3 ✓ Valmis to 26.11.2026 klo 14.29 ✓ Arviointikirjassa 1 / 1 to 26.11.2026 klo 14.30',
    ]);
  });

  it('tells a zero from no grade', async () => {
    list('1', '2');
    world.participants = [aParticipant('1'), aParticipant('2')];
    world.progress = [isDone('1')];
    world.placement.lineItemMaximum = 5;
    world.states = [aState('1', { sentValue: 0 })];
    const [one, other] = rowsOf(await pageOf());
    expect(one).to.include('Arviointikirjassa 0 / 5 to 26.11.2026');
    expect(other)
      .to.include('Ei arvioitu')
      .and.not.match(/\d \/ \d/);
  });

  it('says why a grade was refused or waits, and what happens next', async () => {
    list();
    world.participants = [aParticipant('1'), aParticipant('2')];
    world.progress = [isDone('1'), isDone('2')];
    world.states = [
      aState('1', { state: 'refused', reason: 'not-gradable', sentAt: null }),
      aState('2', {
        state: 'waiting',
        reason: 'unavailable',
        sentAt: null,
        nextTryAt: new Date('2026-11-27T10:20:00Z'),
      }),
    ];
    const [refused, waiting] = rowsOf(await pageOf('', 'en'));
    expect(refused).to.contain('Not in the gradebook The learning platform takes no grade for this person.');
    expect(refused).to.contain('Send again : Opiskelija 1');
    expect(waiting).to.contain('did not answer. We try again by ourselves. Next try Fri 27 Nov 2026, 12:20.');
  });

  it('puts the number of those that need someone on top, with the way to send all again', async () => {
    list('1');
    world.participants = [aParticipant('1')];
    world.progress = [isDone('1')];
    world.states = [aState('1', { state: 'refused', reason: 'gone' })];
    const page = await pageOf('', 'sv');
    expect(page).to.contain('1 vitsord kräver åtgärd');
    expect(page.indexOf('Skicka alla igen')).to.be.below(page.indexOf('<table'));
    world.states = [aState('1')];
    const calm = await pageOf('', 'sv');
    expect(calm.slice(0, calm.indexOf('<table'))).not.to.contain('Skicka alla igen');
  });

  it('leaves trial runs out', async () => {
    list('1');
    world.participants = [aParticipant('9', { isTrial: true })];
    world.progress = [isUnderWay('9')];
    expect(rowsOf(await pageOf())).to.have.length(1);
  });

  it('gives those without a name a neutral label', async () => {
    world.members = {
      ok: true,
      isWhole: true,
      members: [aMember('1', { name: undefined }), aMember('2', { name: undefined })],
    };
    expect(rowsOf(await pageOf('', 'sv')).map(row => row.split(' Inte')[0])).to.deep.equal([
      'Deltagare 1',
      'Deltagare 2',
    ]);
  });

  it('takes a name as text, whatever it looks like', async () => {
    world.members = {
      ok: true,
      isWhole: true,
      members: [aMember('1', { name: '<script>alert(1)</script>' })],
    };
    expect(await pageOf()).not.to.contain('<script>alert');
  });

  it('shows those of one state by its address, and says when there are none', async () => {
    list('1', '2');
    world.participants = [aParticipant('2')];
    world.progress = [isUnderWay('2')];
    expect(rowsOf(await pageOf('?state=under-way'))).to.have.length(1);
    expect(await pageOf('?state=done')).to.contain('Tässä ryhmässä ei ole ketään.');
    expect((await world.get('?state=nobody')).status).to.equal(404);
  });

  it('shows fifty people a page', async () => {
    list(...Array.from({ length: 60 }, (_, i) => String(i + 100)));
    const first = await pageOf();
    expect(rowsOf(first)).to.have.length(50);
    expect(first).to.contain('Osallistujat, 1–50 / 60');
    expect(first).to.contain('href="/l/launch-1/dashboard?page=2"');
    const second = await pageOf('?page=2');
    expect(rowsOf(second)).to.have.length(10);
    expect(second).to.contain('Osallistujat, 51–60 / 60');
  });

  describe('about the LMS’s list', () => {
    it('says how old it is, and gets it anew when asked', async () => {
      list('1');
      expect(await pageOf()).to.contain('juuri nyt');
      list('1', '2');
      world.clock.advance(3 * 60_000);
      const later = await pageOf();
      expect(later).to.contain('Nimet haettiin oppimisympäristöstä 3 minuuttia sitten.');
      expect(rowsOf(later)).to.have.length(1);
      const refreshed = await world.post('refresh', { state: 'not-started', page: '2' });
      expect(refreshed.status).to.equal(303);
      expect(refreshed.headers.get('location')).to.equal('/l/launch-1/dashboard?state=not-started&page=2');
      expect(rowsOf(await pageOf())).to.have.length(2);
      expect(world.rosterCalls).to.equal(2);
    });

    const failures: [string, MembersResult & { ok: false }, string, string][] = [
      [
        'refused',
        { ok: false, failure: { outcome: 'forbidden', status: 403 } },
        'refused the list',
        'to let this tool see names and roles',
      ],
      [
        'not found',
        { ok: false, failure: { outcome: 'gone', status: 404 } },
        'did not find the list',
        'Open the activity again from the course',
      ],
      [
        'not answered',
        { ok: false, failure: { outcome: 'unavailable', status: null, reason: 'timeout' } },
        'did not answer',
        'Try again in a while',
      ],
    ];
    for (const [what, result, why, help] of failures) {
      it(`says why when it was ${what} and what to do, and lists those who came`, async () => {
        world.members = result;
        world.participants = [aParticipant('7')];
        const page = await pageOf('', 'en');
        expect(page).to.contain(why).and.to.contain(help).and.to.contain('Fetch them again');
        expect(page).to.contain('Until then the list shows those who have opened activities');
        expect(rowsOf(page)).to.deep.equal(['Opiskelija 7 Not started Not assessed']);
      });
    }

    it('says when the LMS offers none, and takes it once a launch has brought its address', async () => {
      world.membershipsUrl = null;
      const page = await pageOf('', 'en');
      expect(page).to.contain('offers no list of participants').and.to.contain('from the course');
      expect(page).to.contain('Students appear here when they open the activity for the first time.');
      expect(world.rosterCalls).to.equal(0);
      world.membershipsUrl = 'https://lms.example.fi/memberships';
      list('1');
      expect(rowsOf(await pageOf())).to.have.length(1);
    });

    it('goes on showing an old one, with its age, while the LMS is away', async () => {
      list('1');
      await pageOf();
      world.members = failures[2]?.[1] ?? world.members;
      world.clock.advance(6 * 60_000);
      const page = await pageOf('', 'en');
      expect(page).to.contain('6 minutes ago').and.to.contain('Newer ones could not be had');
      expect(rowsOf(page)).to.have.length(1);
    });

    it('says when it was cut short', async () => {
      world.members = { ok: true, isWhole: false, members: [aMember('1')] };
      expect(await pageOf('', 'en')).to.contain('only its beginning could be read');
    });

    it('says who makes people come when it is empty', async () => {
      expect(await pageOf('', 'sv')).to.contain('De syns här när de läggs till på kursen i lärplattformen.');
    });
  });

  describe('without a column in the gradebook', () => {
    beforeEach(() => {
      world.placement.lineItemUrl = null;
      list('1');
      world.participants = [aParticipant('1')];
      world.progress = [isDone('1')];
    });

    it('says how to add one, and speaks of no grades', async () => {
      const page = await pageOf('', 'en');
      expect(page).to.contain('How to add a column');
      expect(rowsOf(page)).to.deep.equal(['Opiskelija 1 ✓ Done Thu 26 Nov 2026, 14:29']);
    });

    it('offers, once there is one, to send what was done before', async () => {
      world.placement.lineItemUrl = 'https://lms.example.fi/lineitem';
      expect(rowsOf(await pageOf('?state=attention', 'en'))[0]).to.contain('Not sent Was done before');
      await world.post('resend');
      expect(world.enqueued).to.deep.equal([
        { placementId: 'link-1', participantId: 'id-1', at: new Date('2026-11-26T12:29:00Z') },
      ]);
      expect(world.resent).to.deep.equal([undefined]);
    });
  });

  describe('asked to send again', () => {
    beforeEach(() => {
      list();
      world.participants = [aParticipant('1'), aParticipant('2')];
      world.progress = [isDone('1'), isDone('2')];
      world.states = [aState('1', { state: 'refused', reason: 'gone' })];
    });

    it('sends for one person alone, and comes back to the same place', async () => {
      const response = await world.post('resend', { participant: 'id-1', state: 'attention' });
      expect(world.resent).to.deep.equal(['id-1']);
      expect(world.enqueued).to.deep.equal([]);
      expect(response.status).to.equal(303);
      expect(response.headers.get('location')).to.equal('/l/launch-1/dashboard?state=attention&asked=1');
      expect(await pageOf('?state=attention&asked=1')).to.contain('Arvosanat ovat lähdössä');
    });

    it('does so for no form of another origin', async () => {
      const response = await fetch(`${world.url}/resend`, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      });
      expect(response.status).to.equal(403);
      expect(world.resent).to.deep.equal([]);
    });
  });

  describe('of a fresh run from a copied course', () => {
    beforeEach(() => {
      if (world.activity) world.activity = { ...world.activity, copiedFromId: 'old', isScheduleOpen: true };
    });

    it('leads to the settings for its dates', async () => {
      expect(await pageOf()).to.contain('href="/l/launch-1/activities/settings">Aseta aikataulu');
    });

    it('offers to join the earlier group only to whom it may be offered', async () => {
      expect(await pageOf()).not.to.contain('action="/l/launch-1/activities/join"');
      world.join = {
        ok: true,
        earlier: { id: 'old', title: 'Itsearviointi', createdAt: new Date('2025-11-01T10:00:00Z') },
      };
      expect(await pageOf()).to.contain('action="/l/launch-1/activities/join"');
    });
  });
});
