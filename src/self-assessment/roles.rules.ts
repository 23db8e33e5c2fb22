/** As whom someone answers, by their own word. The statements are the same for all, so that answers compare. */
export const ROLES = ['worker', 'supervisor', 'student'] as const;
export type TakerRole = (typeof ROLES)[number];
