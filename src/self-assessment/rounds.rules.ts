/** When a group answers: before the course, after it, and long after. In this order. */
export const ROUNDS = ['before', 'after', 'follow-up'] as const;
export type Round = (typeof ROUNDS)[number];
