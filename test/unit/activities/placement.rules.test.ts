import { expect } from 'chai';
import {
  mustResolve,
  namedActivityOf,
  newsOf,
  type StoredLink,
} from '../../../src/activities/placement.rules.ts';
import { aLaunch } from '../../support/a-launch.ts';

const ID = '0b7e6f0a-6a4c-4c2e-9d56-0f9a3a1c2b3d';

describe('the activity that a launch names', () => {
  it('is the uuid in its parameter, however it is written', () => {
    expect(namedActivityOf({ activity: ID })).to.equal(ID);
    expect(namedActivityOf({ activity: ` ${ID.toUpperCase()}\n` })).to.equal(ID);
  });

  const none: Record<string, string>[] = [
    {},
    { activity: '' },
    { activity: '$Activity' },
    { activity: 'null' },
    { activity: `${ID}0` },
    { activity: `{"$ne":"${ID}"}` },
    { other: ID },
  ];
  for (const custom of none) {
    it(`is none in ${JSON.stringify(custom)}`, () => {
      expect(namedActivityOf(custom)).to.equal(null);
    });
  }

  it('is none in what every object inherits', () => {
    expect(namedActivityOf(Object.create({ activity: ID }) as Record<string, string>)).to.equal(null);
  });
});

const link: StoredLink = {
  id: 'placement-1',
  platformId: 'platform-1',
  deploymentId: 'deployment-1',
  resourceLinkId: 'link-1',
  classroomId: 'classroom-1',
  activityId: 'activity-1',
  kind: 'quiz',
  locale: null,
  lineItemUrl: 'https://lms.example/item/1',
  lineItemsUrl: 'https://lms.example/items',
  lineItemMaximum: 20,
  lineItemCheckedAt: new Date('2026-09-01T09:00:00Z'),
  namedId: ID,
  isNameHeld: false,
};

describe('the news of a known link', () => {
  it('are none when all is as it was', () => {
    const { lineItemUrl, lineItemsUrl } = link;
    const launch = aLaunch({
      ags: { scopes: [], lineItemUrl: lineItemUrl ?? '', lineItemsUrl: lineItemsUrl ?? '' },
    });
    expect(newsOf(link, launch, 'classroom-1')).to.deep.equal({});
  });

  it('are none when a later launch leaves the line item out', () => {
    expect(newsOf(link, aLaunch(), 'classroom-1')).to.deep.equal({});
    expect(newsOf(link, aLaunch({ ags: { scopes: [] } }), 'classroom-1')).to.deep.equal({});
  });

  it('are another line item, of which nothing is known yet, and a classroom that the LMS names at last', () => {
    const launch = aLaunch({ ags: { scopes: [], lineItemUrl: 'https://lms.example/item/2' } });
    expect(newsOf(link, launch, 'classroom-2')).to.deep.equal({
      lineItemUrl: 'https://lms.example/item/2',
      lineItemMaximum: null,
      lineItemCheckedAt: null,
      classroomId: 'classroom-2',
    });
  });

  it('are the list of line items, for links from before it was kept', () => {
    const launch = aLaunch({ ags: { scopes: [], lineItemsUrl: 'https://lms.example/items' } });
    expect(newsOf({ ...link, lineItemsUrl: null }, launch, 'classroom-1')).to.deep.equal({
      lineItemsUrl: 'https://lms.example/items',
    });
  });
});

describe('the named activity', () => {
  const unbound = { ...link, activityId: null, kind: null };
  const rows: [string, StoredLink, string | null, boolean][] = [
    ['a link that shows it', link, ID, false],
    ['a link that shows something and names nothing', link, null, false],
    ['a link that was edited to name another', link, '22222222-2222-4222-8222-222222222222', true],
    ['a link for which nothing was chosen', unbound, ID, true],
    ['a link for which nothing was chosen and that names nothing', unbound, null, false],
  ];
  for (const [what, known, namedId, isLookedUp] of rows) {
    it(`is ${isLookedUp ? '' : 'not '}looked up for ${what}`, () => {
      expect(mustResolve(known, namedId)).to.equal(isLookedUp);
    });
  }
});
