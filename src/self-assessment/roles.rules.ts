/** What someone is in their work or studies, as they say when they begin a round. */
export const ROLES = ['worker', 'supervisor', 'student'] as const;
export type TakerRole = (typeof ROLES)[number];
