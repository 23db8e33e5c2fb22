import { expect } from 'chai';
import fc from 'fast-check';
import { createAgs, writeScore } from '../../../src/lti/ags.ts';
import type { PlatformRequest } from '../../../src/lti/platform-http.ts';
import type { ServiceCall, ServiceReply } from '../../../src/lti/service-call.ts';

const LINE_ITEM = 'https://lms.example.fi/lineitems/5/lineitem?type_id=1';
const score = { sub: '7', value: 0.75, timestamp: new Date('2026-11-27T10:00:00.123Z'), comment: 'Hyvä' };

function fakeCall(...replies: ServiceReply[]): {
  call: ServiceCall;
  made: [string, string, string, PlatformRequest][];
} {
  const made: [string, string, string, PlatformRequest][] = [];
  const call: ServiceCall = (...args) => {
    made.push(args);
    return Promise.resolve(replies.shift() as ServiceReply);
  };
  return { call, made };
}

function answer(body: unknown, link?: string): ServiceReply {
  return { ok: true, response: { status: 200, headers: link ? { link } : {}, body: JSON.stringify(body) } };
}

describe('a score on the wire', () => {
  it('is final, of a hundred, with a time to the millisecond and a zone', () => {
    expect(writeScore(score)).to.deep.equal({
      userId: '7',
      timestamp: '2026-11-27T10:00:00.123Z',
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: 75,
      scoreMaximum: 100,
      comment: 'Hyvä',
    });
  });

  it('has no comment where there is none', () => {
    expect(writeScore({ ...score, comment: undefined })).not.to.have.property('comment');
  });

  it('lies between 0 and 100 whatever the value, and says a zero', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), value => {
        const given = writeScore({ ...score, value })['scoreGiven'] as number;
        expect(given).to.be.within(0, 100);
        expect(Math.abs(given - Math.min(1, Math.max(0, value)) * 100)).to.be.below(0.0001);
      }),
    );
    expect(writeScore({ ...score, value: 0 })['scoreGiven']).to.equal(0);
  });

  it('says the points of its form as they are', () => {
    const points = { given: 0, maximum: 5 };
    expect(writeScore({ ...score, points })).to.include({ scoreGiven: 0, scoreMaximum: 5 });
  });

  it('is posted below the line item with its own media type and scope', async () => {
    const { call, made } = fakeCall(answer(''));
    expect(await createAgs(call).sendScore('p1', LINE_ITEM, score)).to.deep.equal({
      outcome: 'accepted',
      status: 200,
    });
    const [platformId, scope, url, request] = made[0] ?? [];
    expect(platformId).to.equal('p1');
    expect(scope).to.equal('https://purl.imsglobal.org/spec/lti-ags/scope/score');
    expect(url).to.equal('https://lms.example.fi/lineitems/5/lineitem/scores?type_id=1');
    expect(request?.method).to.equal('POST');
    expect(request?.headers).to.deep.equal({ 'Content-Type': 'application/vnd.ims.lis.v1.score+json' });
  });

  it('that is refused is not gradable', async () => {
    const { call } = fakeCall({ ok: false, failure: { outcome: 'refused', status: 400 } });
    expect(await createAgs(call).sendScore('p1', LINE_ITEM, score)).to.deep.equal({
      outcome: 'not-gradable',
      status: 400,
    });
  });

  it('for a line item without an address is an answer too', async () => {
    const { call, made } = fakeCall();
    expect((await createAgs(call).sendScore('p1', 'nonsense', score)).outcome).to.equal('unavailable');
    expect(made).to.have.length(0);
  });
});

describe('a result', () => {
  it('is asked for by the person and read as a share of its maximum', async () => {
    const { call, made } = fakeCall(answer([{ userId: 7, resultScore: 3, resultMaximum: 5 }]));
    expect(await createAgs(call).findResult('p1', LINE_ITEM, '7')).to.deep.equal({
      outcome: 'found',
      sub: '7',
      value: 0.6,
      maximum: 5,
    });
    expect(made[0]?.[2]).to.equal('https://lms.example.fi/lineitems/5/lineitem/results?type_id=1&user_id=7');
    expect(made[0]?.[3].headers?.['Accept']).to.equal('application/vnd.ims.lis.v2.resultcontainer+json');
  });

  it('is of one when no maximum is given', async () => {
    const { call } = fakeCall(answer([{ userId: '7', resultScore: 0.4 }]));
    expect(await createAgs(call).findResult('p1', LINE_ITEM, '7')).to.deep.equal({
      outcome: 'found',
      sub: '7',
      value: 0.4,
      maximum: null,
    });
  });

  it('is the right person’s when the platform gives everybody’s, on several pages', async () => {
    const link = '<https://lms.example.fi/lineitems/5/lineitem/results?from=1>; rel=“next”';
    const { call, made } = fakeCall(
      answer([{ userId: '1', resultScore: 1, resultMaximum: 1 }], link),
      answer([{ userId: '7', resultScore: 0.5, resultMaximum: 1 }]),
    );
    expect(await createAgs(call).findResult('p1', LINE_ITEM, '7')).to.deep.equal({
      outcome: 'found',
      sub: '7',
      value: 0.5,
      maximum: 1,
    });
    expect(made).to.have.length(2);
  });

  for (const body of [
    [],
    [{ userId: '7' }],
    [{ userId: '7', resultScore: null }],
    [{ userId: '8', resultScore: 1 }],
  ]) {
    it(`is none in ${JSON.stringify(body)}`, async () => {
      const { call } = fakeCall(answer(body));
      expect(await createAgs(call).findResult('p1', LINE_ITEM, '7')).to.deep.equal({ outcome: 'none' });
    });
  }

  it('that cannot be read is a failure, not a none', async () => {
    const { call } = fakeCall(answer({ no: 'list' }));
    expect((await createAgs(call).findResult('p1', LINE_ITEM, '7')).outcome).to.equal('failed');
  });

  it('is not searched for without end', async () => {
    const link = (page: number): string =>
      `<https://lms.example.fi/results?page=${String(page)}>; rel="next"`;
    const { call, made } = fakeCall(...Array.from({ length: 50 }, (_one, page) => answer([], link(page))));
    expect((await createAgs(call).findResult('p1', LINE_ITEM, '7')).outcome, 'who knows').to.equal('failed');
    expect(made).to.have.length(5);
  });
});

describe('everybody’s results', () => {
  const next = (page: number): string => `<https://lms.example.fi/results?page=${String(page)}>; rel="next"`;

  it('are read to the last page, without those who have none', async () => {
    const { call, made } = fakeCall(
      answer([{ userId: 1, resultScore: 0, resultMaximum: 5 }, { userId: '2' }], next(2)),
      answer([{ userId: '3', resultScore: 5, resultMaximum: 5 }]),
    );
    expect(await createAgs(call).listResults('p1', LINE_ITEM)).to.deep.equal({
      ok: true,
      results: [
        { sub: '1', value: 0, maximum: 5 },
        { sub: '3', value: 1, maximum: 5 },
      ],
      isWhole: true,
    });
    expect(made[0]?.[2]).to.equal('https://lms.example.fi/lineitems/5/lineitem/results?type_id=1&limit=100');
  });

  it('are not whole when there is no end to them', async () => {
    const { call, made } = fakeCall(...Array.from({ length: 500 }, (_one, page) => answer([], next(page))));
    expect(await createAgs(call).listResults('p1', LINE_ITEM)).to.include({ ok: true, isWhole: false });
    expect(made).to.have.length(200);
  });

  it('are none of the platform’s when a page fails', async () => {
    const failure = { outcome: 'forbidden', status: 403 } as const;
    const { call } = fakeCall(answer([], next(1)), { ok: false, failure });
    expect(await createAgs(call).listResults('p1', LINE_ITEM)).to.deep.equal({ ok: false, failure });
  });
});
