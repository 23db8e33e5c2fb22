import { Router } from 'express';
import { z } from 'zod';
import type { ActivityKind } from '../../src/activities/kind.ts';
import type { TextKey } from '../../src/i18n/index.ts';

/** A kind of activity without a room behind it; the test says who has begun. */
export interface FakeKind extends ActivityKind {
  /** Activities in which someone has begun. */
  begun: Set<string>;
  /** Trial runs that were cleared, as `activity/participant`. */
  cleared: string[];
}

const TITLES = { fi: 'Tietovisa', sv: 'Frågesport', en: 'Quiz' };

export function fakeKind(name = 'quiz'): FakeKind {
  const begun = new Set<string>();
  const cleared: string[] = [];
  return {
    name,
    title: `${name}:title` as TextKey,
    summary: `${name}:summary` as TextKey,
    settings: z.object({}),
    variants: [
      {
        id: 'usual',
        title: locale => TITLES[locale],
        summary: locale => `about the ${name} in ${locale}`,
        settings: { areas: 3 },
      },
    ],
    gradeForms: ['points'],
    defaultPoints: 5,
    router: Router(),
    teacherPages: [],
    open: role => `${name}/${role}`,
    scoresOf: async () => new Map(),
    listProgress: async () => [],
    review: async (_activityId, participantId) => ({
      progress: { participantId, state: 'not-started' },
      says: `${name}:summary` as TextKey,
      work: null,
    }),
    hasBegun: async activityId => begun.has(activityId),
    clearTrial: async (activityId, participantId) => void cleared.push(`${activityId}/${participantId}`),
    begun,
    cleared,
  };
}
