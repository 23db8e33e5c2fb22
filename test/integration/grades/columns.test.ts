import { expect } from 'chai';
import { createPlacementStore, type PlacementStore } from '../../../src/activities/placement.store.ts';
import type { StoredLink } from '../../../src/activities/placement.rules.ts';
import type { DemoLineItem } from '../../../src/demo-lms/index.ts';
import { createColumns, type Columns } from '../../../src/grades/index.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { createLineItems } from '../../../src/lti/line-items.ts';
import type { ServiceCall, ServiceReply } from '../../../src/lti/service-call.ts';
import { anActivity } from '../../support/an-activity.ts';
import { makeGradeWorld, type GradedLms, type GradeWorld } from './grade-world.ts';

const ACTIVITY = anActivity({ gradeForm: 'points', points: 10, title: 'Alkukartoitus' });
const QUICK = { asks: 3, everyMs: 5 };

describe('the column of a link', () => {
  let world: GradeWorld;
  let at: GradedLms;
  let placements: PlacementStore;
  let columns: Columns;
  let link: StoredLink;
  let moved: [string, string][];
  /** What becomes of the tool's calls; the real thing unless a test says otherwise. */
  let through: (call: ServiceCall, ...args: Parameters<ServiceCall>) => Promise<ServiceReply>;

  const calls = (): string[] => at.lms.calls.of('lineitems').map(one => one.method);
  const made = (): DemoLineItem[] => at.lms.state.lineItems.filter(one => one.activityId === null);
  const bound = async (): Promise<StoredLink> => (await placements.find(link.id)) as StoredLink;

  function anotherProcess(patience = QUICK): Columns {
    return createColumns({
      db: world.db,
      clock: world.clock,
      log: createLog('silent'),
      lineItems: createLineItems((...args) => through(world.call, ...args), world.clock),
      columns: createPlacementStoreOf(),
      findActivity: id => Promise.resolve(id === ACTIVITY.id ? ACTIVITY : null),
      kindOf: () => Promise.resolve({ defaultPoints: 3 }),
      moveGrades: (...args) => Promise.resolve(void moved.push(args)),
      patience,
    });
  }
  // A model is made once for a connection; each process has its own memory all the same in life.
  const createPlacementStoreOf = (): PlacementStore => placements;

  async function insertLink(facts: Partial<StoredLink> = {}): Promise<StoredLink> {
    const { lms, platform } = at;
    const item = lms.lineItem(at.link);
    return placements.insert({
      id: 'placement-1',
      platformId: platform.id,
      deploymentId: '900',
      classroomId: 'classroom-1',
      resourceLinkId: at.link.id,
      activityId: ACTIVITY.id,
      kind: 'quiz',
      locale: null,
      lineItemUrl: item && lms.lineItemUrl(item),
      lineItemsUrl: `${lms.issuer}/services/1/lineitems?type_id=900`,
      lineItemMaximum: null,
      lineItemCheckedAt: null,
      namedId: ACTIVITY.id,
      isNameHeld: false,
      ...facts,
    });
  }

  beforeEach(async () => {
    world = await makeGradeWorld();
    at = await world.addLms();
    placements = createPlacementStore(world.db, world.clock);
    moved = [];
    through = (call, ...args) => call(...args);
    columns = anotherProcess();
    link = await insertLink();
  });
  afterEach(() => world.close());

  const removeOwn = (): void => at.lms.removeLineItem(at.lms.lineItem(at.link) as DemoLineItem);

  describe('that is there', () => {
    it('is kept, with its present maximum', async () => {
      const outcome = await columns.restoreColumn(link.id);
      expect(outcome).to.deep.equal({ outcome: 'kept', lineItemUrl: link.lineItemUrl, maximum: 5 });
      expect(calls()).to.deep.equal([]);
      expect((await bound()).lineItemMaximum).to.equal(5);
    });

    it('is not given up because the LMS does not answer just now', async () => {
      through = () =>
        Promise.resolve({ ok: false, failure: { outcome: 'unavailable', status: 503, reason: 'status' } });
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'unavailable' });
      expect((await bound()).lineItemUrl).to.equal(link.lineItemUrl);
    });
  });

  describe('that is gone', () => {
    beforeEach(removeOwn);

    it('is the link’s own again when a teacher has switched it on again', async () => {
      const again = { ...at.link };
      at.lms.state.lineItems.push({
        id: '77',
        courseId: '1',
        activityId: again.id,
        coupling: null,
        label: again.title,
        maximum: 20,
        isLocked: false,
      });
      const outcome = await columns.restoreColumn(link.id);
      expect(outcome).to.deep.include({ outcome: 'found', maximum: 20 });
      expect(await bound()).to.deep.include({
        lineItemUrl: at.lms.lineItemUrl('77'),
        lineItemMaximum: 20,
        lineItemCheckedAt: world.clock.now(),
      });
      expect(made()).to.have.length(0);
    });

    it('is made when there is none, with the activity’s words, and bound to no link', async () => {
      const outcome = await columns.restoreColumn(link.id);
      const [item] = made();
      expect(outcome).to.deep.equal({
        outcome: 'made',
        lineItemUrl: at.lms.lineItemUrl(item as DemoLineItem),
        maximum: 10,
      });
      expect(item).to.deep.include({ label: 'Alkukartoitus', maximum: 10 });
      expect(item?.coupling).to.deep.include({ resourceId: ACTIVITY.id, tag: 'quiz', linkId: null });
      expect((await bound()).lineItemUrl).to.equal(at.lms.lineItemUrl(item as DemoLineItem));
      expect(await columns.lookAt(link.id)).to.deep.equal({ state: 'there', maximum: 10, isLoose: true });
    });

    it('takes grades: what waits is sent there, asked for after each restoration', async () => {
      await columns.restoreColumn(link.id);
      const { lineItemUrl } = await bound();
      await columns.restoreColumn(link.id);
      expect(moved).to.deep.equal([
        [link.id, lineItemUrl],
        [link.id, lineItemUrl],
      ]);
      const [student] = at.students;
      const score = { sub: student?.id ?? '', value: 1, timestamp: world.clock.now() };
      const sent = await world.ags.sendScore(at.platform.id, lineItemUrl ?? '', {
        ...score,
        points: { given: 0, maximum: 10 },
      });
      expect(sent.outcome).to.equal('accepted');
      expect(at.lms.state.grades.at(-1)).to.include({ final: 0 });
    });

    it('is found again by its words, and never made twice, when the link has lost it', async () => {
      await columns.restoreColumn(link.id);
      await placements.bindColumn(
        await bound(),
        { lineItemUrl: link.lineItemUrl ?? '', lineItemMaximum: null },
        world.clock.now(),
      );
      expect(await columns.restoreColumn(link.id)).to.include({ outcome: 'found' });
      expect(made()).to.have.length(1);
    });

    it('is made once, however many press at once in however many processes', async () => {
      const processes = Array.from({ length: 4 }, () => anotherProcess({ asks: 100, everyMs: 10 }));
      const presses = processes.flatMap(one => [one.restoreColumn(link.id), one.restoreColumn(link.id)]);
      const outcomes = (await Promise.all(presses)).map(({ outcome }) => outcome);
      expect(outcomes.filter(one => one === 'made')).to.have.length(1);
      expect(outcomes.filter(one => one === 'kept')).to.have.length(7);
      expect(made()).to.have.length(1);
    });

    it('is shared by two links of one activity that both have lost theirs', async () => {
      const other = await insertLink({ id: 'placement-2', resourceLinkId: '555', lineItemUrl: null });
      const both = await Promise.all(
        [link, other].map(({ id }) => anotherProcess({ asks: 100, everyMs: 10 }).restoreColumn(id)),
      );
      expect(both.map(({ outcome }) => outcome).sort()).to.deep.equal(['found', 'made']);
      expect(made()).to.have.length(1);
    });

    it('is not made a second time when the answer to making it was lost', async () => {
      through = async (call, ...args) => {
        const reply = await call(...args);
        const isPost = args[3].method === 'POST';
        return isPost
          ? { ok: false, failure: { outcome: 'unavailable', status: null, reason: 'timeout' } }
          : reply;
      };
      expect(await columns.restoreColumn(link.id)).to.deep.include({ outcome: 'made' });
      expect(made()).to.have.length(1);
      expect(await columns.restoreColumn(link.id)).to.deep.include({ outcome: 'kept' });
    });

    it('is not made a second time while the LMS may still be making the first', async () => {
      let late: (() => Promise<unknown>) | null = null;
      through = async (call, ...args) => {
        if (args[3].method !== 'POST') return call(...args);
        late = () => call(...args);
        return { ok: false, failure: { outcome: 'unavailable', status: null, reason: 'timeout' } };
      };
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'unavailable' });
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'busy' });
      await (late as unknown as () => Promise<unknown>)();
      world.clock.advance(2 * MINUTE_MS);
      expect(await columns.restoreColumn(link.id)).to.deep.include({ outcome: 'found' });
      expect(made()).to.have.length(1);
    });

    it('is not made where the list cannot be read whole: it may be in the rest', async () => {
      through = async (call, ...args) => {
        const reply = await call(...args);
        if (!reply.ok || !args[2].includes('tag=')) return reply;
        return { ok: true, response: { ...reply.response, body: JSON.stringify([{ label: 'odd' }]) } };
      };
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'unclear' });
      expect(made()).to.have.length(0);
    });

    it('is not made where the LMS lets the tool read columns and not make them', async () => {
      at.lms.state.tools[0]!.scopes = at.lms.state.tools[0]!.scopes.map(scope =>
        scope.endsWith('/lineitem') ? `${scope}.readonly` : scope,
      );
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'not-allowed' });
      expect((await columns.lookAt(link.id)).state).to.equal('gone');
      // Another press is answered at once: nothing can be under way.
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'not-allowed' });
    });

    it('is not made where no launch has named the list of columns', async () => {
      const bare = await insertLink({ id: 'placement-3', resourceLinkId: '556', lineItemsUrl: null });
      expect(await columns.restoreColumn(bare.id)).to.deep.equal({ outcome: 'not-made', why: 'no-list' });
      expect(await columns.restoreColumn('nobody')).to.deep.equal({ outcome: 'not-made', why: 'no-list' });
    });

    it('is not made in a course that is gone', async () => {
      at.lms.state.courses = [];
      expect(await columns.restoreColumn(link.id)).to.deep.equal({ outcome: 'not-made', why: 'gone' });
    });

    it('is that of a launch that came meanwhile', async () => {
      through = async (call, ...args) => {
        if (args[3].method === 'POST')
          await placements.renew(link.id, { lineItemUrl: 'https://lms.example/told' });
        return call(...args);
      };
      expect(await columns.restoreColumn(link.id)).to.deep.include({
        outcome: 'found',
        lineItemUrl: 'https://lms.example/told',
      });
      expect((await bound()).lineItemUrl).to.equal('https://lms.example/told');
    });
  });

  describe('whose maximum a teacher changes in the LMS', () => {
    const own = (): DemoLineItem => at.lms.lineItem(at.link) as DemoLineItem;
    const looks = (): number => at.lms.calls.of('lineitem').length;

    it('is followed by the next score of another day, with one look for all of them', async () => {
      const first = await Promise.all(Array.from({ length: 6 }, () => columns.maximumOf(link.id)));
      expect(first.filter(one => one === 5).length).to.be.at.least(1);
      expect(looks()).to.equal(1);
      own().maximum = 50;
      expect(await columns.maximumOf(link.id)).to.equal(5);
      world.clock.advance(DAY_MS);
      expect(await columns.maximumOf(link.id)).to.equal(50);
      expect(await columns.maximumOf(link.id)).to.equal(50);
      expect(looks()).to.equal(2);
    });

    it('is followed at once when the column is looked at', async () => {
      own().maximum = 8;
      expect(await columns.lookAt(link.id)).to.deep.equal({
        state: 'there',
        maximum: 8,
        isLoose: false,
      });
      expect(await columns.maximumOf(link.id)).to.equal(8);
    });

    it('stays as it was last seen while the LMS does not answer, and no score waits for it again that day', async () => {
      await columns.maximumOf(link.id);
      world.clock.advance(DAY_MS);
      through = () =>
        Promise.resolve({ ok: false, failure: { outcome: 'unavailable', status: null, reason: 'timeout' } });
      expect(await columns.maximumOf(link.id)).to.equal(5);
      const before = looks();
      expect(await columns.maximumOf(link.id)).to.equal(5);
      expect(looks()).to.equal(before);
    });

    it('is not known of a link without a column', async () => {
      const bare = await insertLink({ id: 'placement-4', resourceLinkId: '557', lineItemUrl: null });
      expect(await columns.maximumOf(bare.id)).to.equal(null);
      expect(await columns.lookAt(bare.id)).to.deep.equal({ state: 'none', canMake: true });
    });
  });

  it('of a link from before these facts were kept is looked at as well', async () => {
    const bare = { lineItemsUrl: 1, lineItemMaximum: 1, lineItemCheckedAt: 1 };
    await world.db.connection.collection('activities_placements').updateOne({}, { $unset: bare });
    expect((await bound()).lineItemMaximum).to.equal(null);
    expect(await columns.maximumOf(link.id)).to.equal(5);
    expect(await columns.lookAt(link.id)).to.deep.equal({
      state: 'there',
      maximum: 5,
      isLoose: false,
    });
  });
});
