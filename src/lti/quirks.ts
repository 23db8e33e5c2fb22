/** The LMSs that we know something particular of. */
export const LMS_FAMILIES = [
  'moodle',
  'canvas',
  'brightspace',
  'blackboard',
  'itslearning',
  'openedx',
  'sakai',
] as const;
export type LmsFamily = (typeof LMS_FAMILIES)[number];

/** Where a platform is spoken to. */
export interface PlatformAddresses {
  authorizationUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  /** The audience of our client assertions, where it is not the token endpoint. */
  tokenAudience: string;
}

/** Something that an LMS does otherwise than the specification says, or that the specification leaves open. */
export interface Quirk {
  says: string;
  /** The file that minds it; null: good to know, and nothing to be done. */
  mindedIn: string | null;
  /** A public address, or `owner/repository: path` of the LMS's source; what could not be looked up says so. */
  source: string;
}

/** Words for the last page of a registration: text keys of `lti`. */
export type RegistrationStep =
  | 'registered.moodle.activate'
  | 'registered.moodle.chooser'
  | 'registered.other'
  | 'registered.privacy'
  | 'updated.moodle.chooser'
  | 'updated.moodle.categories'
  | 'updated.other';

export interface LmsRow {
  name: string;
  /** Values of `product_family_code` (LTI 1.3 core, 5.4.3), compared without case. */
  codes: readonly string[];
  /** Whether a registration link works there: all its addresses lie on its issuer's host. */
  takesRegistrationLink: boolean;
  /** Where all its customers have one issuer. */
  issuer?: string;
  /** Where all its customers have one client id too: then a deployment id stands for a school. */
  sharesClientId?: boolean;
  /** The addresses that follow from issuer and client id; what differs from site to site is left out. */
  addressesOf?: (issuer: string, clientId: string) => Partial<PlatformAddresses>;
  /** What its administrator still has to press, after a new registration and after an update. */
  stepsAfter?: { registered: readonly RegistrationStep[]; updated: readonly RegistrationStep[] };
  /** Where the tool is added by hand; null where that could not be looked up. */
  whereByHand: string | null;
  quirks: readonly Quirk[];
}

const MOODLE = 'moodle/moodle: public source of 4.5';

/** One row an LMS, and nowhere else a branch on its name. */
export const LMS_QUIRKS: Readonly<Record<LmsFamily, LmsRow>> = {
  moodle: {
    name: 'Moodle',
    codes: ['moodle'],
    takesRegistrationLink: true,
    // mod/lti/openid-configuration.php
    addressesOf: issuer => ({
      authorizationUrl: `${issuer}/mod/lti/auth.php`,
      tokenUrl: `${issuer}/mod/lti/token.php`,
      jwksUrl: `${issuer}/mod/lti/certs.php`,
    }),
    // Names and grades it shares as the registration asked: nothing is left to be allowed.
    stepsAfter: {
      registered: ['registered.moodle.activate', 'registered.moodle.chooser'],
      updated: ['updated.moodle.chooser', 'updated.moodle.categories'],
    },
    whereByHand: 'Site administration › Plugins › External tool › Manage tools › configure a tool manually',
    quirks: [
      {
        says: '“Update” is a POST to the registration endpoint like a new registration; only the token tells them apart, and Moodle has changed its side before it answers.',
        mindedIn: 'src/lti/registration.ts',
        source: `${MOODLE}, mod/lti/openid-registration.php`,
      },
      {
        says: '“Update” keeps whether the tool is active, takes it out of the activity chooser (coursevisible) and forgets its course categories.',
        mindedIn: 'src/lti/text.en.json',
        source: `${MOODLE}, mod/lti/classes/local/ltiopenid/registration_helper.php, mod/lti/locallib.php (lti_update_type)`,
      },
      {
        says: 'The next page of the roster forgets the role filter.',
        mindedIn: 'src/lti/nrps.ts',
        source: `${MOODLE}, mod/lti/service/memberships/classes/local/service/memberships.php`,
      },
      {
        says: 'Link headers of line items and results have curly quotes: rel=“next”.',
        mindedIn: 'src/lti/service-answer.rules.ts',
        source: `${MOODLE}, mod/lti/service/gradebookservices/classes/local/resources/lineitems.php, results.php`,
      },
      {
        says: 'Launches name no line item once a second one belongs to the link; one that a tool makes is a manual grade item, which activity completion does not follow.',
        mindedIn: 'src/lti/line-items.ts',
        source: `${MOODLE}, mod/lti/service/gradebookservices/classes/local/service/gradebookservices.php (get_launch_parameters, add_standalone_lineitem)`,
      },
      {
        says: 'Titles in a deep-linking request for a new activity are the tool’s own name.',
        mindedIn: 'src/lti/claims.ts',
        source: `${MOODLE}, mod/lti/locallib.php (lti_build_content_item_selection_request)`,
      },
      {
        says: 'An answer to deep linking that comes to a window of its own is called a success and lost: only a frame hands it to the form around it.',
        mindedIn: 'views/lti/new-window-offer.tsx',
        source: `${MOODLE}, mod/lti/amd/src/contentitem_return.js`,
      },
      {
        says: 'Deep linking from the form of a link that exists offers several, too, and writes that link once for each: the last one stays.',
        mindedIn: 'src/activities/pick.rules.ts',
        source: `${MOODLE}, mod/lti/amd/src/contentitem.js`,
      },
      {
        says: 'Non-editing teachers are Instructors in launches (mod/lti:manage) and Learners on the roster (moodle/course:manageactivities).',
        mindedIn: 'src/dashboard/people.rules.ts',
        source: `${MOODLE}, mod/lti/locallib.php (lti_get_ims_role), mod/lti/service/memberships/classes/local/service/memberships.php`,
      },
      {
        says: 'Where the tool takes the whole window, as on phones, the gradebook’s link to a person’s work is an ordinary launch.',
        mindedIn: null,
        source: `${MOODLE}, mod/lti/view.php`,
      },
      {
        says: 'A score that is not fully graded erases the grade.',
        mindedIn: 'src/lti/ags.ts',
        source: `${MOODLE}, mod/lti/service/gradebookservices/classes/local/resources/scores.php`,
      },
    ],
  },
  canvas: {
    name: 'Canvas',
    codes: ['canvas'],
    takesRegistrationLink: false,
    issuer: 'https://canvas.instructure.com',
    addressesOf: issuer =>
      issuer === 'https://canvas.instructure.com'
        ? {
            authorizationUrl: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
            tokenUrl: 'https://sso.canvaslms.com/login/oauth2/token',
            jwksUrl: 'https://sso.canvaslms.com/api/lti/security/jwks',
          }
        : {},
    whereByHand: 'Admin › Developer Keys › + Developer Key › + LTI Key, then Settings › Apps › By Client ID',
    quirks: [
      {
        says: 'Every school has the same issuer; the sign-on host has been sso.canvaslms.com since platform storage came.',
        mindedIn: 'src/lti/quirks.ts',
        source:
          'https://community.canvaslms.com/t5/The-Product-Blog/Minor-LTI-1-3-Changes-New-OIDC-Auth-Endpoint-Support-for/bc-p/572302',
      },
      {
        says: 'Its registration names three hosts (the issuer’s, the sign-on’s and the school’s), so it is connected by hand.',
        mindedIn: 'src/lti/registration.ts',
        source: 'instructure/canvas-lms: app/controllers/security_controller.rb (openid_configuration)',
      },
      {
        says: 'The roster comes in pages of 50 at the most, several links in one header; the next ones count pages and forget our limit.',
        mindedIn: 'src/lti/nrps.ts',
        source: 'instructure/canvas-lms: app/controllers/lti/ims/providers/memberships_provider.rb',
      },
      {
        says: 'A used-up quota is a 403, lately a 429, and X-Rate-Limit-Remaining says what is left.',
        mindedIn: 'src/lti/service-answer.rules.ts',
        source: 'https://developerdocs.instructure.com/services/canvas/basics/file.throttling',
      },
    ],
  },
  brightspace: {
    name: 'Brightspace',
    codes: ['desire2learn'],
    takesRegistrationLink: false,
    addressesOf: issuer => ({
      authorizationUrl: `${issuer}/d2l/lti/authenticate`,
      tokenUrl: 'https://auth.brightspace.com/core/connect/token',
      jwksUrl: `${issuer}/d2l/.well-known/jwks`,
      tokenAudience: 'https://api.brightspace.com/auth/token',
    }),
    whereByHand:
      'Admin Tools › Manage Extensibility › LTI Advantage › Register Tool, then a deployment of it',
    quirks: [
      {
        says: 'Issuer and keys are on the school’s host, tokens come from auth.brightspace.com, and their audience is a third address.',
        mindedIn: 'src/lti/service-token.ts',
        source: 'sakaiproject/sakai: plus/docs/INSTALL-BRIGHTSPACE.md',
      },
      {
        says: 'Someone whose role is not graded is refused with 422.',
        mindedIn: 'src/lti/service-answer.rules.ts',
        source: 'https://community.d2l.com/brightspace/kb/articles/23661-lti-advantage-developer-faq',
      },
      {
        says: 'Unless the deployment shares the whole class list, the roster holds only those who have opened the tool.',
        mindedIn: null,
        source:
          'https://community.d2l.com/brightspace/kb/articles/23756-names-and-roles-extension-with-lti-1-3',
      },
    ],
  },
  blackboard: {
    name: 'Blackboard',
    codes: ['BlackboardLearn'],
    takesRegistrationLink: false,
    issuer: 'https://blackboard.com',
    sharesClientId: true,
    addressesOf: (_issuer, clientId) => ({
      authorizationUrl: 'https://developer.blackboard.com/api/v1/gateway/oidcauth',
      tokenUrl: 'https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken',
      jwksUrl: `https://developer.blackboard.com/api/v1/management/applications/${encodeURIComponent(clientId)}/jwks.json`,
    }),
    whereByHand:
      'developer.anthology.com › My Applications, then Administrator › LTI Tool Providers › Register LTI 1.3 Tool',
    quirks: [
      {
        says: 'Every school has the same issuer, and the tool is registered once at the maker’s portal; a deployment id stands for a school.',
        mindedIn: 'src/lti/quirks.ts',
        source: 'https://docs.anthology.com/docs/blackboard/lti/1.3/register-an-application',
      },
      {
        says: 'Each client id has a key set of its own.',
        mindedIn: 'src/lti/quirks.ts',
        source: 'sakaiproject/sakai: plus/docs/INSTALL-BLACKBOARD.md',
      },
      {
        says: 'In courses of more than 1000 the last page of the roster names an earlier page as the next one, for ever.',
        mindedIn: 'src/lti/service-call.ts',
        source: 'https://blackboard.my.salesforce-sites.com/btbb/publickbarticleview?id=kAE5Y00000000NFWAY',
      },
    ],
  },
  itslearning: {
    name: 'itslearning',
    codes: ['itslearning'],
    sharesClientId: true,
    takesRegistrationLink: false,
    whereByHand: 'itslearning adds the tool to its app library: send it what follows',
    quirks: [
      {
        says: 'The maker adds the tool for all its schools; names are shared only when that was asked for. Its addresses and family code are not published: it sends them.',
        mindedIn: null,
        source:
          'https://developer.itslearning.com/LTI-configuration-information.html (family code not verified)',
      },
    ],
  },
  openedx: {
    name: 'Open edX',
    codes: ['Open edX'],
    takesRegistrationLink: false,
    whereByHand: 'Studio › LTI Consumer component › Edit',
    quirks: [
      {
        says: 'Each component has a client id, key set and token address of its own.',
        mindedIn: null,
        source: 'openedx/xblock-lti-consumer: lti_consumer/plugin/urls.py (family code not verified)',
      },
      {
        says: 'The roster’s next and previous pages stand in one Link header.',
        mindedIn: 'src/lti/service-answer.rules.ts',
        source: 'openedx/xblock-lti-consumer: lti_consumer/lti_1p3/extensions/rest_framework/pagination.py',
      },
    ],
  },
  sakai: {
    name: 'Sakai',
    codes: ['sakai', 'sakailms.org'],
    takesRegistrationLink: true,
    addressesOf: issuer => ({
      authorizationUrl: `${issuer}/imsoidc/lti13/oidc_auth`,
      jwksUrl: `${issuer}/imsblis/lti13/keyset`,
    }),
    whereByHand: null,
    quirks: [
      {
        says: 'The token address ends in the tool’s number, so it must be given; the family is called by two codes.',
        mindedIn: 'src/lti/quirks.ts',
        source:
          'sakaiproject/sakai: basiclti/basiclti-blis/src/java/org/sakaiproject/lti13/LTI13Servlet.java',
      },
    ],
  },
};

/**
 * @param code what a platform calls its product (`product_family_code`)
 * @returns the family, or null for one that we know nothing particular of
 */
export function findFamily(code: string | null | undefined): LmsFamily | null {
  const wanted = code?.toLowerCase();
  return (
    LMS_FAMILIES.find(family => LMS_QUIRKS[family].codes.some(known => known.toLowerCase() === wanted)) ??
    null
  );
}

/** @returns what is still to be pressed in an LMS that names its product so */
export function stepsAfterRegistration(
  code: string | null,
  outcome: 'registered' | 'updated',
): readonly RegistrationStep[] {
  const family = findFamily(code);
  return (family && LMS_QUIRKS[family].stepsAfter?.[outcome]) ?? [`${outcome}.other`, 'registered.privacy'];
}

/** Variables that only one LMS fills; to others they would arrive as their own names. */
const OWN_VARIABLES = { moodle: '$Moodle.', canvas: '$Canvas.' } as const;

/** @returns those of the custom parameters that an LMS of this family may be able to fill */
export function customParametersFor(
  family: LmsFamily | null,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  const foreign = Object.entries(OWN_VARIABLES).filter(([owner]) => family !== null && owner !== family);
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => !foreign.some(([, prefix]) => value.startsWith(prefix))),
  );
}
