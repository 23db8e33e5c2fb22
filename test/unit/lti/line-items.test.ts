import { expect } from 'chai';
import { createLineItems } from '../../../src/lti/line-items.ts';
import type { PlatformRequest } from '../../../src/lti/platform-http.ts';
import type { ServiceFailure } from '../../../src/lti/service-answer.rules.ts';
import type { ServiceCall, ServiceReply } from '../../../src/lti/service-call.ts';
import { settableClock } from '../../support/settable-clock.ts';

const LIST = 'https://lms.example.fi/services/2/lineitems?type_id=9';
const ONE = 'https://lms.example.fi/services/2/lineitems/7/lineitem?type_id=9';
const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem';
const ITEM_TYPE = 'application/vnd.ims.lis.v2.lineitem+json';

type Made = [string, string, string, PlatformRequest];

function world(...replies: ServiceReply[]) {
  const made: Made[] = [];
  const clock = settableClock('2026-11-27T10:00:00Z');
  const call: ServiceCall = (...args) => {
    made.push(args);
    return Promise.resolve(replies.shift() as ServiceReply);
  };
  return { items: createLineItems(call, clock), made, clock };
}

function answer(body: unknown, link?: string): ServiceReply {
  return { ok: true, response: { status: 200, headers: link ? { link } : {}, body: JSON.stringify(body) } };
}

function failed(failure: ServiceFailure): ServiceReply {
  return { ok: false, failure };
}

const claim = { id: ONE, label: 'Alku', scoreMaximum: 5, resourceId: 'u', tag: 'quiz', resourceLinkId: '4' };
const item = { url: ONE, label: 'Alku', maximum: 5, resourceId: 'u', tag: 'quiz', resourceLinkId: '4' };

describe('the list of line items', () => {
  it('is asked for with its filters beside what the address has, its own media type and scope', async () => {
    const { items, made } = world(answer([claim]));
    const filter = { resourceId: 'u & v', tag: 'quiz', resourceLinkId: '4' };
    expect(await items.list('p', LIST, filter)).to.deep.equal({ ok: true, items: [item], isWhole: true });
    const [platformId, scope, url, request] = made[0] as Made;
    expect([platformId, scope]).to.deep.equal(['p', SCOPE]);
    expect(url).to.equal(`${LIST}&resource_id=u+%26+v&tag=quiz&resource_link_id=4`);
    expect(request.headers).to.deep.equal({ Accept: 'application/vnd.ims.lis.v2.lineitemcontainer+json' });
  });

  it('asks for everything at once, and never for pages: Moodle’s next page would have no proper name', async () => {
    const { items, made } = world(answer([]));
    await items.list('p', LIST);
    expect(made[0]?.[2]).to.equal(LIST);
  });

  it('is read page by page, also by Moodle’s curly quotes', async () => {
    const { items, made } = world(
      answer([claim], `<${LIST}&limit=1&from=1>; rel=“next”`),
      answer([{ ...claim, id: ONE.replace('/7/', '/8/') }]),
    );
    const list = await items.list('p', LIST);
    expect(list.ok && list.items.map(one => one.url)).to.deep.equal([ONE, ONE.replace('/7/', '/8/')]);
    expect(made[1]?.[2]).to.equal(`${LIST}&limit=1&from=1`);
  });

  it('is cut off after so long, and says so', async () => {
    const { items, made, clock } = world(
      ...Array.from({ length: 9 }, (_one, page) =>
        answer([claim], `<${LIST}&from=${String(page + 1)}>; rel="next"`),
      ),
    );
    clock.advance(0);
    const slow = items.list('p', LIST);
    clock.advance(11_000);
    expect((await slow).ok && (await slow)).to.include({ isWhole: false });
    expect(made).to.have.length(1);
  });

  it('knows Moodle’s older word for the link, numbers as texts, and texts as numbers', async () => {
    const old = { id: ONE, label: 12, scoreMaximum: '10', ltiLinkId: 4, tag: null };
    const { items } = world(answer([old]));
    expect(await items.list('p', LIST)).to.deep.equal({
      ok: true,
      items: [{ ...item, label: '12', maximum: 10, resourceId: '', tag: '' }],
      isWhole: true,
    });
  });

  for (const maximum of [0, -1, 'many', null, undefined, 'NaN']) {
    it(`takes ${String(maximum)} for no maximum`, async () => {
      const { items } = world(answer([{ ...claim, scoreMaximum: maximum }]));
      const list = await items.list('p', LIST);
      expect(list.ok && list.items[0]?.maximum).to.equal(null);
    });
  }

  for (const [what, odd] of [
    ['has no address', { label: 'x' }],
    ['lies elsewhere: our token goes there', { ...claim, id: 'https://evil.example/lineitem' }],
    ['has a script for an address', { ...claim, id: 'javascript:alert(1)' }],
    ['is none', 'x'],
  ] as const) {
    it(`leaves out one that ${what}, and says that it is not whole`, async () => {
      const { items } = world(answer([odd, claim]));
      expect(await items.list('p', LIST)).to.deep.equal({ ok: true, items: [item], isWhole: false });
    });
  }

  it('that is no list is a failure, not an empty one', async () => {
    const { items } = world(answer({ lineitems: [] }));
    expect((await items.list('p', LIST)).ok).to.equal(false);
  });

  it('is asked for with the lesser right where the platform grants no other', async () => {
    const refused = failed({ outcome: 'unauthorised', status: 400 });
    const { items, made } = world(refused, answer([claim]));
    expect((await items.list('p', LIST)).ok).to.equal(true);
    expect(made.map(([, scope]) => scope)).to.deep.equal([SCOPE, `${SCOPE}.readonly`]);
  });

  it('at no address is a failure', async () => {
    const { items, made } = world();
    expect(await items.list('p', 'nonsense')).to.deep.include({ ok: false });
    expect(made).to.have.length(0);
  });
});

describe('one line item', () => {
  it('is read by its address', async () => {
    const { items, made } = world(answer(claim));
    expect(await items.find('p', ONE)).to.deep.equal({ ok: true, item });
    expect(made[0]?.[2]).to.equal(ONE);
    expect(made[0]?.[3].headers).to.deep.equal({ Accept: ITEM_TYPE });
  });

  it('that is gone is a failure that says so', async () => {
    const { items } = world(failed({ outcome: 'gone', status: 404 }));
    expect(await items.find('p', ONE)).to.deep.equal({
      ok: false,
      failure: { outcome: 'gone', status: 404 },
    });
  });
});

describe('a new line item', () => {
  const fresh = { label: 'Alku', maximum: 5, resourceId: 'u', tag: 'quiz' };

  it('is posted to the list with its own media type, and belongs to no link', async () => {
    const { items, made } = world(answer({ ...claim, resourceLinkId: undefined }));
    expect(await items.create('p', LIST, fresh)).to.deep.equal({
      ok: true,
      item: { ...item, resourceLinkId: null },
    });
    const [, scope, url, request] = made[0] as Made;
    expect([scope, url, request.method]).to.deep.equal([SCOPE, LIST, 'POST']);
    expect(request.headers?.['Content-Type']).to.equal(ITEM_TYPE);
    expect(JSON.parse(request.body ?? '')).to.deep.equal({
      label: 'Alku',
      scoreMaximum: 5,
      resourceId: 'u',
      tag: 'quiz',
    });
  });

  it('is asked for once, whatever the platform answers', async () => {
    for (const reply of [
      failed({ outcome: 'unavailable', status: null, reason: 'timeout' }),
      failed({ outcome: 'unauthorised', status: 400 }),
      answer('nonsense'),
    ]) {
      const { items, made } = world(reply);
      expect((await items.create('p', LIST, fresh)).ok).to.equal(false);
      expect(made).to.have.length(1);
    }
  });

  it('at another origin is not believed: our token goes there', async () => {
    const { items } = world(answer({ ...claim, id: 'https://evil.example/7/lineitem' }));
    expect(await items.create('p', LIST, fresh)).to.deep.equal({
      ok: false,
      failure: { outcome: 'unavailable', status: 200, reason: 'address' },
    });
  });
});
