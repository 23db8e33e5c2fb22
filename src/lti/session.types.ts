import type { Locale } from '../i18n/index.ts';
import type { DeepLinkingRequest, NamedPerson, Role } from './launch.ts';

/** What `onLaunch` found out about a launch; kept in its session and given to every request under `/l/<id>`. */
export interface SessionFacts {
  role: Role;
  /** A teacher who came as learner to look: everything works, nothing is counted, sent or shown to others. */
  isTrial: boolean;
  /** Learners only: the participant's id. A teacher has none. */
  participantId: string | undefined;
  classroomId: string;
  /** Absent while nothing was chosen for this link, and in a deep-linking launch. */
  placementId: string | undefined;
  activityId: string | undefined;
  locale: Locale;
  /** The LMS's administrator: a visitor is told more, and nothing more is opened. */
  isAdmin?: boolean | undefined;
  /** Where leaving leads: an address of the platform's own; absent where the launch named none. */
  wayBack?: string | undefined;
  /** A teacher's submission review: whose work it is about. */
  review?: NamedPerson | undefined;
}

/** One launch's session. `id` is public: it stands in the address, and opens nothing without its cookie. */
export interface Session extends SessionFacts {
  id: string;
  /** The browser keeps no cookie in the LMS's frame: the address holds the secret (docs/decisions/0007). */
  isCookieless: boolean;
  platformId: string;
  deploymentId: string;
  sub: string;
  name: string | undefined;
  resourceLinkId: string | undefined;
  productFamily: string | undefined;
  returnUrl: string | undefined;
  deepLinking: DeepLinkingRequest | undefined;
  createdAt: Date;
  expiresAt: Date;
}

/** What app.ts gives to the gate: turns a finished launch into a session's facts and the first page's path. */
export interface LaunchOutcome {
  facts: SessionFacts;
  /** Path below `/l/<id>/`, without a slash at its beginning: `self-assessment/`, `activities/pick`. */
  path: string;
}
