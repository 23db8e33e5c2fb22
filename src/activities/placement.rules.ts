import type { Locale } from '../i18n/index.ts';
import type { Launch } from '../lti/launch.ts';
import type { Placement } from './activity.ts';

/** A resource link as the store knows it; one for which nothing was chosen yet has no activity. */
export interface StoredLink extends Omit<Placement, 'activityId'> {
  activityId: string | null;
  /** Kind and fixed language of the activity, kept here so that a launch need not read it. */
  kind: string | null;
  locale: Locale | null;
  /** The activity that the link's custom parameter last named, whether or not it is the one that is shown. */
  namedId: string | null;
  /** The parameter was edited to name another activity after people had begun: the link still shows the earlier one. */
  isNameHeld: boolean;
}

/** A link that shows an activity. */
export interface BoundPlacement extends StoredLink {
  activityId: string;
  kind: string;
}

export function isBound(link: StoredLink): link is BoundPlacement {
  return link.activityId !== null && link.kind !== null;
}

/** The custom parameter that carries the activity's uuid; Moodle sends it in lower case and as it was spelled. */
export const ACTIVITY_PARAMETER = 'activity';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns the uuid that the launch's custom parameters name, or null when there is none or it is no uuid */
export function namedActivityOf(custom: Record<string, string>): string | null {
  const value = Object.hasOwn(custom, ACTIVITY_PARAMETER) ? custom[ACTIVITY_PARAMETER] : undefined;
  const id = (value ?? '').trim().toLowerCase();
  return UUID.test(id) ? id : null;
}

/** What a launch says anew of its link. */
export interface LinkNews {
  lineItemUrl?: string;
  lineItemsUrl?: string;
  classroomId?: string;
  /** Another column: nothing is known of it yet. */
  lineItemMaximum?: null;
  lineItemCheckedAt?: null;
}

/** Nothing is known of a column that was not looked at. */
const UNSEEN = { lineItemMaximum: null, lineItemCheckedAt: null };

/**
 * What to renew of a known link. A launch without a line item erases nothing: Moodle leaves it out once a second one
 * hangs on the link. The classroom changes when an LMS begins to name its contexts.
 * @returns only what differs
 */
export function newsOf(link: StoredLink, launch: Launch, classroomId: string): LinkNews {
  const { lineItemUrl, lineItemsUrl } = launch.ags ?? {};
  return {
    ...(lineItemUrl !== undefined && lineItemUrl !== link.lineItemUrl ? { lineItemUrl, ...UNSEEN } : {}),
    ...(lineItemsUrl !== undefined && lineItemsUrl !== link.lineItemsUrl ? { lineItemsUrl } : {}),
    ...(classroomId === link.classroomId ? {} : { classroomId }),
  };
}

/**
 * Whether the activity that the launch names has to be looked up: nothing is shown yet, or a teacher edited the link
 * to name another one. A link that names none keeps what it shows.
 */
export function mustResolve(link: StoredLink, namedId: string | null): namedId is string {
  return namedId !== null && (!isBound(link) || namedId !== link.namedId);
}
