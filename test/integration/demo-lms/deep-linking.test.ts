import type { JWK } from 'jose';
import { decodeJwt } from 'jose';
import { expect } from 'chai';
import { newKey, signJwt, type SignOptions } from '../../../src/demo-lms/keys.ts';
import type { DemoTool } from '../../../src/demo-lms/index.ts';
import { newToken } from '../../../src/kit/ids.ts';
import { browse, chooseContent, startDemoLms, type Answer, type RunningLms } from '../../support/lms.ts';
import { startFakeTool, type FakeTool } from './fake-tool.ts';

const C = 'https://purl.imsglobal.org/spec/lti/claim';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const ITEM = {
  type: 'ltiResourceLink',
  title: 'Itsearviointi',
  text: 'Kolme osaa',
  custom: { activity: 'a-1' },
  lineItem: { label: 'Ei käytetä', scoreMaximum: 5, resourceId: 'r-1', tag: 'grade' },
};

describe('demo LMS: deep linking', () => {
  let lms: RunningLms;
  let tool: FakeTool;
  let registered: DemoTool;

  before(async () => {
    [lms, tool] = await Promise.all([startDemoLms(), startFakeTool()]);
    registered = await lms.register(`${tool.url}/register`, { activate: true });
  });
  after(() => Promise.all([lms.close(), tool.close()]));
  afterEach(() => {
    for (const link of lms.state.links) lms.removeLink(link);
  });

  async function request(link?: string): Promise<Record<string, unknown>> {
    await chooseContent(lms, tool.url, lms.teacher, link === undefined ? {} : { link });
    return decodeJwt(tool.launches.at(-1)?.id_token ?? '');
  }

  function settingsOf(claims: Record<string, unknown>): Record<string, unknown> {
    return claims[`${DL}/deep_linking_settings`] as Record<string, unknown>;
  }

  function answer(
    items: unknown[],
    changes: Record<string, unknown> = {},
    options: SignOptions = {},
  ): string {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: registered.clientId, aud: lms.issuer, iat, exp: iat + 60, nonce: newToken(8) },
      [`${C}/deployment_id`]: registered.id,
      [`${C}/message_type`]: 'LtiDeepLinkingResponse',
      [`${C}/version`]: '1.3.0',
      [`${DL}/content_items`]: items,
    };
    return signJwt({ ...claims, ...changes }, tool.keys[0] as JWK, options);
  }

  async function send(
    jwt: string,
    claims?: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const returnUrl = String(settingsOf(claims ?? (await request())).deep_link_return_url);
    return browse(new URL(returnUrl), { headers }, { JWT: jwt });
  }

  it('asks as Moodle does: links only, several at once, no data, no resource link, no roster before the first use', async () => {
    const claims = await request();
    expect(settingsOf(claims)).to.include({ accept_multiple: true, title: 'Fake tool' });
    expect(settingsOf(claims)).to.deep.include({ accept_types: ['ltiResourceLink'] });
    expect(settingsOf(claims)).not.to.have.any.keys('data', 'accept_lineitem');
    expect(claims).not.to.have.any.keys(
      `${C}/resource_link`,
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
    );
    expect(claims[`${C}/message_type`]).to.equal('LtiDeepLinkingRequest');
  });

  it('makes an activity with its column from an answer, without any cookie', async () => {
    expect((await send(answer([ITEM]))).status).to.equal(200);
    const [link] = lms.state.links;
    expect(link).to.deep.include({ title: 'Itsearviointi', custom: { activity: 'a-1' }, url: null });
    expect(lms.lineItem(link ?? '')).to.deep.include({ label: 'Itsearviointi', maximum: 5 });
    expect(lms.lineItem(link ?? '')?.coupling).to.include({ resourceId: 'r-1', tag: 'grade' });
  });

  it('makes as many activities as items, and no column without a line item', async () => {
    await send(answer([ITEM, { ...ITEM, title: 'Kurssi', lineItem: undefined }]));
    expect(lms.state.links.map(link => link.title)).to.deep.equal(['Itsearviointi', 'Kurssi']);
    expect(lms.lineItem(lms.state.links[1] ?? '')).to.equal(null);
  });

  it('makes nothing when the tool reports an error, and shows its words', async () => {
    const page = await send(answer([ITEM], { [`${DL}/errormsg`]: 'Ei onnistunut' }));
    expect(page.body).to.include('Ei onnistunut');
    expect(lms.state.links).to.deep.equal([]);
  });

  it('makes nothing of a good answer that comes to a window of its own, and says so', async () => {
    const page = await send(answer([ITEM]), undefined, { 'sec-fetch-dest': 'document' });
    expect(page.status).to.equal(200);
    expect(page.body).to.include('Mitään ei lisätty').and.not.include('data-at-once');
    expect(lms.state.links).to.deep.equal([]);
  });

  it('sends the title alone when an activity is edited, and changes it in place', async () => {
    await send(answer([ITEM]));
    const id = lms.state.links[0]?.id ?? '';
    const claims = await request(id);
    expect(settingsOf(claims)).to.include({ title: 'Itsearviointi', text: 'Kolme osaa' });
    expect(claims[`${C}/custom`]).not.to.have.property('activity');
    await send(answer([{ ...ITEM, title: 'Uusi nimi', lineItem: { scoreMaximum: 10 } }]), claims);
    expect(lms.state.links.map(link => [link.id, link.title])).to.deep.equal([[id, 'Uusi nimi']]);
    expect(lms.lineItem(id)).to.include({ maximum: 10, label: 'Uusi nimi' });
  });

  it('writes an edited activity once for each item, so that the last one stays', async () => {
    await send(answer([ITEM]));
    const id = lms.state.links[0]?.id ?? '';
    const items = [
      { ...ITEM, title: 'Ensin' },
      { ...ITEM, title: 'Sitten', custom: { activity: 'a-2' } },
    ];
    await send(answer(items), await request(id));
    expect(lms.state.links.map(link => [link.id, link.title, link.custom])).to.deep.equal([
      [id, 'Sitten', { activity: 'a-2' }],
    ]);
  });

  it('forgets the return address after it was used', async () => {
    const claims = await request();
    expect((await send(answer([ITEM]), claims)).status).to.equal(200);
    expect((await send(answer([ITEM]), claims)).status).to.equal(400);
    expect(lms.state.links).to.have.length(1);
  });

  it('refuses a nonce that came before', async () => {
    expect((await send(answer([ITEM], { nonce: 'same' }))).status).to.equal(200);
    expect((await send(answer([ITEM], { nonce: 'same' }))).status).to.equal(400);
  });

  const past = Math.floor(Date.now() / 1000) - 600;
  const REFUSALS: [string, Record<string, unknown>][] = [
    ['of another issuer', { iss: 'nobody' }],
    ['for another audience', { aud: 'https://other.example' }],
    ['that has expired', { iat: past, exp: past + 60 }],
    ['without an expiry', { exp: undefined }],
    ['without a nonce', { nonce: undefined }],
    ['for another deployment', { [`${C}/deployment_id`]: 'other' }],
    ['of another message type', { [`${C}/message_type`]: 'LtiResourceLinkRequest' }],
  ];
  for (const [what, changes] of REFUSALS) {
    it(`refuses an answer ${what}`, async () => {
      expect((await send(answer([ITEM], changes))).status).to.equal(400);
      expect(lms.state.links).to.deep.equal([]);
    });
  }

  it('refuses an answer signed with a foreign key', async () => {
    expect((await send(answer([ITEM], {}, { key: await newKey() }))).status).to.equal(400);
    expect(lms.state.links).to.deep.equal([]);
  });

  it('copies a course with new ids, the same custom parameters, a longer history and no grades', async () => {
    await send(answer([ITEM]));
    const original = lms.course();
    const link = lms.state.links[0]?.id ?? '';
    lms.overrideGrade(link, lms.student, 3);
    const second = lms.copyCourse(lms.copyCourse(original));
    const copied = lms.state.links.find(one => one.courseId === second.id);
    expect(second.history[1]).to.equal(original.id);
    expect(copied?.id).not.to.equal(link);
    expect(copied?.custom).to.deep.equal({ activity: 'a-1' });
    const claims = lms.claims(lms.student, copied ?? '', 'n');
    expect((claims[`${C}/custom`] as Record<string, string>).context_history).to.equal(
      second.history.join(','),
    );
    expect(claims[`${C}/context`]).to.include({ id: second.id });
    expect(lms.lineItem(copied ?? '')?.coupling).to.include({ linkId: copied?.id, resourceId: 'r-1' });
    expect(lms.grade(copied ?? '', lms.student)).to.equal(null);
    expect(lms.grade(link, lms.student)).to.include({ final: 3 });
  });
});
