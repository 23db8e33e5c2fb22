import { isDeepStrictEqual } from 'node:util';
import { digest } from '../kit/ids.ts';
import type { Launch } from '../lti/launch.ts';
import type { Classroom } from './people.ts';

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

/** What a launch says of its classroom. What it leaves out (the roster's address before the first link) is undefined. */
export interface ClassroomFacts {
  contextId: string | null;
  title: string | undefined;
  earlierContextIds: string[];
  membershipsUrl: string | undefined;
  ags: Classroom['ags'] | undefined;
}

export function factsOf({ context, membershipsUrl, ags }: Launch): ClassroomFacts {
  return {
    contextId: context?.id ?? null,
    title: context?.title ?? context?.label,
    earlierContextIds: context?.earlierIds ?? [],
    membershipsUrl,
    ags: ags && { lineItemsUrl: ags.lineItemsUrl ?? null, scopes: ags.scopes },
  };
}

/** @returns whether the launch says nothing of its classroom that is not known. */
export function isKnown(classroom: Classroom, launch: Launch): boolean {
  return Object.entries(factsOf(launch)).every(
    ([name, fact]) => fact === undefined || isDeepStrictEqual(fact, classroom[name as keyof ClassroomFacts]),
  );
}
