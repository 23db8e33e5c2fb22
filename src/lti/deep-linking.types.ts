import type { Session } from './session.types.ts';

/** One link that the LMS shall make (Deep Linking 2.0, 3.1.3): without a url, so that course copies keep working. */
export interface ContentItem {
  type: 'ltiResourceLink';
  title: string;
  text?: string;
  custom: Record<string, string>;
  lineItem?: {
    label: string;
    scoreMaximum: number;
    resourceId: string;
    tag: string;
    /** Some LMSs open a learner's work from the gradebook only where this asks for it (LTI Submission Review 1.0). */
    submissionReview: { reviewableStatus: string[] };
  };
  submission?: { endDateTime: string };
}

export interface DeepLinkingResponder {
  /**
   * Signs the answer to a deep-linking launch (Deep Linking 2.0, 4.5).
   * @returns where the browser must post it, as form parameter `JWT`
   */
  sign(session: Session, items: ContentItem[]): Promise<{ returnUrl: string; jwt: string }>;
}

/** Lets a room change what a running launch's session says. */
export interface SessionChanges {
  change(
    sessionId: string,
    facts: Partial<Pick<Session, 'placementId' | 'activityId' | 'locale' | 'isTrial' | 'participantId'>>,
  ): Promise<void>;
}
