import { digest } from '../kit/ids.ts';

/** What of a launch tells where it happens. */
export interface Whereabouts {
  platformId: string;
  deploymentId: string;
  context?: { id: string } | undefined;
  resourceLink?: { id: string } | undefined;
}

/**
 * The classroom of a launch. Context ids are unique within a deployment only (LTI 1.3 core, 5.4.1), and a launch
 * may name no context: then the link is the classroom, and without a link the deployment.
 * @returns its id, the same for the same place
 */
export function classroomIdOf({ platformId, deploymentId, context, resourceLink }: Whereabouts): string {
  if (context) return digest(platformId, deploymentId, context.id);
  if (resourceLink) return digest(platformId, deploymentId, 'link', resourceLink.id);
  return digest(platformId, deploymentId);
}
