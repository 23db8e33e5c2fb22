import { expect } from 'chai';
import {
  LTI,
  startBench,
  withClaims,
  without,
  type Bench,
  type Change,
  type Claims,
  type Sent,
} from '../support/conformance.ts';

const VOCABULARY = 'http://purl.imsglobal.org/vocab/lis/v2';
const NAMES = ['name', 'given_name', 'family_name', 'middle_name'];
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';

/** The suite's two people, with what each of its launches says of them. */
const PEOPLE = {
  Instructor: {
    sub: '39890',
    name: 'Lauren Colleen Hutton',
    given_name: 'Lauren',
    family_name: 'Hutton',
    middle_name: 'Colleen',
    email: 'l.c.hutton@district1.com',
  },
  Student: {
    sub: '40899',
    name: 'Carrie A Lowell',
    given_name: 'Carrie',
    family_name: 'Lowell',
    middle_name: 'A',
    email: 'c.lowell@district1.com',
  },
} as const;
type Who = keyof typeof PEOPLE;

/** Pages on which each role begins, below `/l/<id>/`. */
const FIRST_PAGES = {
  teacher: /^\/l\/[\w-]+\/dashboard$/,
  learner: /^\/l\/[\w-]+\/self-assessment\/$/,
  visitor: /^\/l\/[\w-]+\/self-assessment\/$/,
};
type Role = keyof typeof FIRST_PAGES;
const ROLE_OF = { Instructor: 'teacher', Student: 'learner' } as const;

const membership = (role: string): string => `${VOCABULARY}/membership#${role}`;
const roles = (...list: string[]): Change => withClaims({ [`${LTI}/roles`]: list });
const both = (change: Change): Record<Who, [Change]> => ({ Instructor: [change], Student: [change] });

/**
 * The valid launches of the suite ("LTI Advantage Conformance Certification Guide 1.3", 6; fixtures in
 * packbackbooks/lti-1-3-php-library, tests/data/certification/valid): a change, and the role it gives where that is
 * not the person's own. No role and an unknown one are the least privilege.
 */
const SUITE: [what: string, Record<Who, [change: Change, role?: Role]>][] = [
  ['as it is', both(() => undefined)],
  [
    'with several roles',
    {
      Instructor: [
        roles(
          membership('Instructor'),
          `${VOCABULARY}/institution/person#Staff`,
          `${VOCABULARY}/institution/person#Other`,
        ),
      ],
      Student: [
        roles(
          membership('Learner'),
          `${VOCABULARY}/institution/person#Student`,
          `${VOCABULARY}/institution/person#Mentor`,
        ),
      ],
    },
  ],
  ['with a short role', { Instructor: [roles('Instructor')], Student: [roles('Learner')] }],
  [
    'with an unknown role',
    {
      Instructor: [roles(`${VOCABULARY}/unknown/unknown#Helper`), 'visitor'],
      Student: [roles(membership('Learner'), `${VOCABULARY}/uknownrole/unknown#Unknown`)],
    },
  ],
  ['with an empty role', { Instructor: [roles(''), 'visitor'], Student: [roles(''), 'visitor'] }],
  ['with no role in the list', { Instructor: [roles(), 'visitor'], Student: [roles(), 'visitor'] }],
  ['with e-mail and no names', both(without(...NAMES))],
  ['with names and no e-mail', both(without('email'))],
  ['with neither names nor e-mail', both(without(...NAMES, 'email'))],
  ['with e-mail and no context', both(without(`${LTI}/context`))],
];

/** Null members as the suite's fixtures carry them. */
const VALIDATION = { validation_context: null, errors: { errors: [] } };
const nullsIn = (claims: Claims, name: string): Claims => ({
  [name]: { ...(claims[name] as Claims), title: null, description: null, label: null, ...VALIDATION },
});

/** What platforms do differently beyond the suite, each tolerated. */
const TOLERATED: [what: string, change: Change][] = [
  [
    'without custom parameters, launch presentation and platform',
    without(
      ...['custom', 'launch_presentation', 'tool_platform', 'lis', 'ext'].map(name => `${LTI}/${name}`),
    ),
  ],
  ['without services', without(AGS, NRPS)],
  ['with us as the only audience of a list', c => Object.assign(c, { aud: [c['aud']] })],
  ['with us as the authorised party', c => Object.assign(c, { azp: c['aud'] })],
  [
    'with another audience and us as the authorised party',
    c => Object.assign(c, { aud: ['another', c['aud']], azp: c['aud'] }),
  ],
  [
    'with null for what may be absent',
    withClaims(
      Object.fromEntries(
        [
          ...NAMES,
          'email',
          'azp',
          'locale',
          'picture',
          `${LTI}/context`,
          `${LTI}/custom`,
          `${LTI}/lis`,
          `${LTI}/launch_presentation`,
          `${LTI}/tool_platform`,
          `${LTI}/role_scope_mentor`,
          AGS,
          NRPS,
        ].map(name => [name, null]),
      ),
    ),
  ],
  [
    'with null members in its link and context',
    c =>
      Object.assign(c, nullsIn(c, `${LTI}/resource_link`), nullsIn(c, `${LTI}/context`), {
        errors: { errors: [] },
      }),
  ],
  [
    'with claims that nobody knows',
    withClaims({
      'https://example.org/claim': { deep: [1, { x: null }] },
      picture: 'https://example.org/p.png',
      [`${LTI}/lti1p1`]: { user_id: '7' },
      [`${LTI}/role_scope_mentor`]: ['8'],
    }),
  ],
  [
    'with types that are wrong where nothing hangs on them',
    withClaims({
      name: 7,
      given_name: {},
      family_name: [],
      locale: 5,
      [`${LTI}/context`]: 'x',
      [`${LTI}/custom`]: [1],
      [`${LTI}/launch_presentation`]: 'iframe',
      [`${LTI}/tool_platform`]: 3,
      [AGS]: 'x',
      [NRPS]: 9,
    }),
  ],
  [
    'with ids that are numbers',
    c =>
      Object.assign(c, {
        sub: 40_899,
        [`${LTI}/deployment_id`]: Number(c[`${LTI}/deployment_id`]),
        [`${LTI}/context`]: { id: 8_893_483 },
      }),
  ],
  [
    'with custom parameters that are no texts',
    c =>
      Object.assign(c, {
        [`${LTI}/custom`]: {
          ...(c[`${LTI}/custom`] as Claims),
          n: 1,
          b: true,
          o: {},
          l: [],
          z: null,
          __proto__: 'x',
        },
      }),
  ],
  [
    'with a language that we do not speak',
    withClaims({ locale: 'xx-Klingon', [`${LTI}/launch_presentation`]: { locale: 'tlh' } }),
  ],
  ['with a life of an hour', c => Object.assign(c, { exp: (c['iat'] as number) + 3600 })],
  [
    'with times between the seconds',
    c => Object.assign(c, { iat: (c['iat'] as number) + 0.25, exp: (c['exp'] as number) + 0.75 }),
  ],
  [
    'with long names and many custom parameters',
    withClaims({
      name: 'Ö'.repeat(5000),
      [`${LTI}/custom`]: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 'v'.repeat(50)])),
    }),
  ],
];

describe('a launch that must be accepted', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());

  /** Sends the suite's payload as this person, from a course of its own, so that no row knows another's people. */
  async function launch(who: Who, change: Change): Promise<Sent> {
    const context = {
      id: `${who}-${String(Math.random())}`,
      label: 'Biology 102',
      title: 'Bio Adventures',
      type: [`${VOCABULARY}/course#CourseSection`],
    };
    const suite = withClaims({ ...PEOPLE[who], locale: 'en-US', [`${LTI}/context`]: context });
    return bench.send({
      change: claims => {
        suite(claims);
        roles(membership(who === 'Student' ? 'Learner' : who))(claims);
        change(claims);
      },
    });
  }

  async function expectFirstPage(sent: Sent, role: Role): Promise<void> {
    expect(sent.status, sent.body).to.equal(200);
    expect(sent.url.pathname).to.match(FIRST_PAGES[role]);
    const _id = sent.url.pathname.split('/')[2] as never;
    const session = await bench.tool.db.connection.collection('lti_sessions').findOne({ _id });
    expect(session).to.include({ role });
    expect(session?.['participantId'] !== undefined, 'is kept as a participant').to.equal(role === 'learner');
    expect(sent.headers['content-type']).to.match(/^text\/html/);
    expect(sent.body)
      .to.match(/<h1>[^<]+<\/h1>/)
      .and.not.match(/undefined|\bnull\b|\[object/);
  }

  for (const [what, cases] of SUITE) {
    for (const who of ['Instructor', 'Student'] as const) {
      const [change, role = ROLE_OF[who]] = cases[who];
      it(`opens the first page of the ${role} for the ${who}: ${what}`, async () => {
        await expectFirstPage(await launch(who, change), role);
      });
    }
  }

  for (const [what, change] of TOLERATED) {
    it(`opens for both ${what}`, async () => {
      // Without its custom parameters a link that is new in a course shows nothing yet: it is chosen, or waited for.
      for (const who of ['Instructor', 'Student'] as const) {
        const sent = await launch(who, change);
        expect(sent.status, sent.body).to.equal(200);
        expect(sent.url.pathname).to.match(
          /^\/l\/[\w-]+\/(dashboard|self-assessment\/|activities\/(pick|waiting))$/,
        );
        expect(sent.body).to.not.match(/undefined|\[object/);
      }
    });
  }

  it('opens a link that nobody has seen: the teacher chooses what it shows, the student waits', async () => {
    const unseen: Change = claims => {
      without(`${LTI}/custom`)(claims);
      withClaims({ [`${LTI}/resource_link`]: { id: `new-${String(Math.random())}` } })(claims);
    };
    expect((await launch('Instructor', unseen)).url.pathname).to.match(/activities\/pick$/);
    expect((await launch('Student', unseen)).url.pathname).to.match(/activities\/waiting$/);
  });

  it('shows nobody’s e-mail address, and keeps none', async () => {
    const sent = await launch('Student', () => undefined);
    expect(sent.body).to.not.include('district1.com');
    expect(await bench.stored()).to.not.include('district1.com');
    expect(await bench.stored()).to.include('Carrie A Lowell');
  });
});
