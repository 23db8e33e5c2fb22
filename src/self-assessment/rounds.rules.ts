/** The times at which one activity is answered. */
export const ROUNDS = ['before', 'after', 'follow-up'] as const;
export type Round = (typeof ROUNDS)[number];
