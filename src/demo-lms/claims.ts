import { digest } from '../kit/ids.ts';
import type { LmsCore } from './core.ts';
import { customClaim, type Variables } from './custom.rules.ts';
import { coupledLineItem } from './gradebook.ts';
import { SCOPE } from './scopes.rules.ts';
import {
  fullName,
  type DemoCourse,
  type DemoLineItem,
  type DemoLink,
  type DemoPerson,
  type DemoState,
  type DemoTool,
} from './state.ts';

const C = 'https://purl.imsglobal.org/spec/lti/claim';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
const ADMIN_ROLES = ['institution', 'system'].map(
  of => `http://purl.imsglobal.org/vocab/lis/v2/${of}/person#Administrator`,
);

/** Life of an id_token: Moodle's. */
const TOKEN_LIFE_S = 60;

export type MessageType = 'LtiResourceLinkRequest' | 'LtiDeepLinkingRequest' | 'LtiSubmissionReviewRequest';
export type Claims = Record<string, unknown>;

/** What a message is about. */
export interface Message {
  type: MessageType;
  person: DemoPerson;
  course: DemoCourse;
  tool: DemoTool;
  /** Absent in the deep linking of a new activity. */
  link: DemoLink | null;
  /** A teacher who switched the role to student. */
  asLearner: boolean;
  /** Submission review: whose work. */
  forUserId?: string | undefined;
  /** Deep linking: where the tool's answer goes. */
  returnUrl?: string | undefined;
}

export function lineItemUrl(state: DemoState, item: DemoLineItem, toolId: string): string {
  return `${state.issuer}/services/${item.courseId}/lineitems/${item.id}/lineitem?type_id=${toolId}`;
}

export function lineItemsUrl(state: DemoState, courseId: string, toolId: string): string {
  return `${state.issuer}/services/${courseId}/lineitems?type_id=${toolId}`;
}

export function membershipsUrl(state: DemoState, courseId: string, toolId: string): string {
  return `${state.issuer}/services/CourseSection/${courseId}/bindings/${toolId}/memberships`;
}

/** Moodle sorts every list in the token. Who may manage the tool is an Instructor: non-editing teachers too. */
function rolesOf({ person, course, asLearner }: Message): string[] {
  if (asLearner) return [`${MEMBERSHIP}Learner`];
  const isTeacher = course.members.some(one => one.personId === person.id && one.role !== 'student');
  if (person.role === 'admin') return [`${MEMBERSHIP}Instructor`, ...ADMIN_ROLES].sort();
  return [isTeacher ? `${MEMBERSHIP}Instructor` : `${MEMBERSHIP}Learner`];
}

function variablesOf(message: Message): Variables {
  const { person, course, link, tool } = message;
  const named = (text: string): string | null => (tool.sendsNames ? text : null);
  return {
    'Context.id': course.id,
    'Context.title': course.fullName,
    'Context.label': course.shortName,
    'Context.id.history': course.history.join(','),
    'CourseSection.title': course.fullName,
    'CourseSection.label': course.shortName,
    'ResourceLink.id': link?.id ?? null,
    'ResourceLink.title': link?.title ?? null,
    'ResourceLink.description': link?.text ?? null,
    'User.id': person.id,
    'User.username': person.username,
    'Person.name.full': named(fullName(person)),
    'Person.name.given': named(person.givenName),
    'Person.name.family': named(person.familyName),
    'Person.email.primary': tool.sendsEmail ? person.email : null,
    'Membership.role': rolesOf(message).join(','),
    'Moodle.Person.userGroupIds': person.groupIds.join(','),
  };
}

/** Names of the variables that the LMS fills, for its configuration document. */
export const VARIABLE_NAMES = [
  ...[
    'Context.id',
    'Context.title',
    'Context.label',
    'Context.id.history',
    'CourseSection.title',
    'CourseSection.label',
  ],
  ...['ResourceLink.id', 'ResourceLink.title', 'ResourceLink.description', 'User.id', 'User.username'],
  ...[
    'Person.name.full',
    'Person.name.given',
    'Person.name.family',
    'Person.email.primary',
    'Membership.role',
  ],
  'Moodle.Person.userGroupIds',
];

function personClaims({ person, tool }: Message): Claims {
  const claims: Claims = {
    sub: person.id,
    // Moodle's id numbers of the person and the course, which are empty unless somebody filled them in.
    [`${C}/lis`]: { person_sourcedid: '', course_section_sourcedid: '' },
    [`${C}/ext`]: { lms: 'moodle-2', ...(tool.sendsNames && { user_username: person.username }) },
  };
  if (tool.sendsNames) {
    Object.assign(claims, {
      name: fullName(person),
      given_name: person.givenName,
      family_name: person.familyName,
    });
  }
  if (tool.sendsEmail) claims.email = person.email;
  return claims;
}

/** The roster's address: only where the tool is used in the course. */
function rosterAddress(state: DemoState, { course, tool }: Message): string | null {
  const isUsedHere = state.links.some(one => one.courseId === course.id && one.toolId === tool.id);
  return tool.scopes.includes(SCOPE.roster) && isUsedHere ? membershipsUrl(state, course.id, tool.id) : null;
}

function serviceClaims(state: DemoState, message: Message): Claims {
  const { course, tool, link, person } = message;
  const claims: Claims = {};
  const agsScopes = tool.scopes.filter(scope => scope !== SCOPE.roster).sort();
  if (agsScopes.length > 0) {
    const item = link && coupledLineItem(state, link.id);
    claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'] = {
      scope: agsScopes,
      lineitems: lineItemsUrl(state, course.id, tool.id),
      ...(item && { lineitem: lineItemUrl(state, item, tool.id) }),
    };
    // LTI 1.1's way to the same cell, which Moodle offers beside the other.
    if (item)
      claims['https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome'] = {
        lis_result_sourcedid: JSON.stringify({ instanceid: link.id, userid: person.id, typeid: tool.id }),
        lis_outcome_service_url: `${state.issuer}/services/outcomes`,
      };
  }
  const roster = rosterAddress(state, message);
  if (roster !== null) {
    claims['https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice'] = {
      context_memberships_url: roster,
      service_versions: ['1.0', '2.0'],
    };
  }
  return claims;
}

/** What a launch of an existing link says beside what all messages say. */
function linkClaims(state: DemoState, message: Message): Claims {
  const { course, link, forUserId } = message;
  if (!link) return {};
  return {
    [`${C}/resource_link`]: { id: link.id, title: link.title, description: link.text },
    [`${C}/launch_presentation`]: {
      locale: message.person.locale,
      document_target: 'iframe',
      return_url: `${state.issuer}/courses/${course.id}/return`,
    },
    ...(forUserId !== undefined && { [`${C}/for_user`]: { user_id: forUserId } }),
  };
}

/** Deep Linking 2.0, 4.4.1; the return address is enough to know who came back, since no cookie does. */
function deepLinkingClaims({ tool, link, returnUrl, person }: Message): Claims {
  return {
    [`${C}/launch_presentation`]: { locale: person.locale },
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      accept_copy_advice: false,
      accept_multiple: true,
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_types: ['ltiResourceLink'],
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
      deep_link_return_url: returnUrl,
      title: link?.title ?? tool.name,
      text: link?.text ?? '',
    },
  };
}

/** Where a message goes: the item's own review address, the link's own, else the tool's. */
export function targetOf(state: DemoState, { type, tool, link }: Message): string {
  if (type === 'LtiDeepLinkingRequest') return tool.deepLinkUrl ?? tool.targetLinkUri;
  const review = link && coupledLineItem(state, link.id)?.coupling?.submissionReview;
  if (type === 'LtiSubmissionReviewRequest' && review?.url) return review.url;
  return link?.url ?? tool.targetLinkUri;
}

/** Deep linking says nothing of the edited link's own parameters: a tool finds what it shows by the title alone. */
function customOfLink(state: DemoState, { type, link }: Message): Record<string, string> {
  if (!link || type === 'LtiDeepLinkingRequest') return {};
  const review = coupledLineItem(state, link.id)?.coupling?.submissionReview;
  return type === 'LtiSubmissionReviewRequest' ? { ...link.custom, ...review?.custom } : link.custom;
}

/**
 * The claims of a message as Moodle sends them (LTI 1.3, 5; Moodle's lti_build_request and lti_sign_jwt).
 * @param nonce the tool's, from its authentication request
 */
export function claimsOf(core: LmsCore, message: Message, nonce: string): Claims {
  const { state } = core;
  const { course, tool, type } = message;
  const iat = Math.floor(core.clock.now().getTime() / 1000);
  const roster = rosterAddress(state, message);
  const custom = {
    ...customClaim(customOfLink(state, message), tool.custom, variablesOf(message)),
    ...(roster !== null && { context_memberships_url: roster }),
  };
  return {
    nonce,
    iat,
    exp: iat + TOKEN_LIFE_S,
    iss: state.issuer,
    aud: tool.clientId,
    [`${C}/deployment_id`]: tool.id,
    [`${C}/target_link_uri`]: targetOf(state, message),
    [`${C}/message_type`]: type,
    [`${C}/version`]: '1.3.0',
    [`${C}/roles`]: rolesOf(message),
    [`${C}/context`]: {
      id: course.id,
      label: course.shortName,
      title: course.fullName,
      type: ['CourseSection'],
    },
    [`${C}/tool_platform`]: {
      product_family_code: 'moodle',
      version: '2024100706',
      guid: digest(state.issuer).slice(0, 32),
      name: state.title,
      description: state.title,
    },
    ...personClaims(message),
    ...(type === 'LtiDeepLinkingRequest' ? deepLinkingClaims(message) : linkClaims(state, message)),
    ...serviceClaims(state, message),
    ...(Object.keys(custom).length > 0 && { [`${C}/custom`]: custom }),
  };
}
