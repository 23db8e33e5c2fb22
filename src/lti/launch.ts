import type { Locale } from '../i18n/index.ts';

/** What a person may do here. `visitor`: no role that we know (least privilege): looks at what the activity is. */
export type Role = 'teacher' | 'learner' | 'visitor';

/** Somebody whom a message names beside the one who sends it. */
export interface NamedPerson {
  sub: string;
  name: string | undefined;
}

/** Where grades of this link go (AGS 2.0, 3.1). */
export interface AgsEndpoint {
  scopes: string[];
  lineItemsUrl?: string | undefined;
  lineItemUrl?: string | undefined;
}

/** What the platform accepts back from the picker (Deep Linking 2.0, 4.4.1). */
export interface DeepLinkingRequest {
  returnUrl: string;
  acceptTypes: string[];
  acceptMultiple: boolean;
  /** False only when the platform said so: some say nothing and honour line items. */
  acceptLineItem: boolean;
  title?: string | undefined;
  text?: string | undefined;
  data?: string | undefined;
}

/** A launch in our words: what a verified message means, whatever LMS sent it. Nobody else sees a claim's URL. */
export interface Launch {
  message: 'resource-link' | 'deep-linking' | 'submission-review';
  platformId: string;
  deploymentId: string;
  /** The person's id at this platform. */
  sub: string;
  name: string | undefined;
  role: Role;
  /** LMS or institution administrator, whatever the role. */
  isAdmin: boolean;
  /** Made up by the platform for a teacher who looks as a student (Canvas's student view). */
  isTestUser: boolean;
  /** Whose work a submission review is about; absent where the platform names nobody. */
  forUser: NamedPerson | undefined;
  /** The LTI context: a course in an LMS. */
  context:
    { id: string; title?: string | undefined; label?: string | undefined; earlierIds: string[] } | undefined;
  resourceLink: { id: string; title?: string | undefined } | undefined;
  /** Custom parameters; values are strings, names as sent. */
  custom: Record<string, string>;
  locale: Locale | undefined;
  ags: AgsEndpoint | undefined;
  /** Address of the roster (NRPS 2.0). */
  membershipsUrl: string | undefined;
  deepLinking: DeepLinkingRequest | undefined;
  /** Where the LMS wants the person back, as it says. */
  returnUrl: string | undefined;
  /** The same where it is an address of the platform's own: the only one to which a page of ours leads. */
  wayBack: string | undefined;
  /** Product family of the platform (`moodle`, `canvas`), for words and quirks. */
  productFamily: string | undefined;
}
