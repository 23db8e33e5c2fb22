import { chooseLocale } from '../i18n/index.ts';
import type { Launch } from '../lti/launch.ts';
import type { LaunchOutcome } from '../lti/session.types.ts';
import { classroomIdOf, type People } from '../people/index.ts';
import { bindPlacement } from './bind-placement.ts';
import { firstPath, type FirstPathFacts } from './first-path.rules.ts';
import { kindOf } from './kind-of.ts';
import { isBound, namedActivityOf } from './placement.rules.ts';
import type { ActivitiesParts } from './resolve-activity.ts';

function aboutOf({ sub, forUser }: Launch): FirstPathFacts['about'] {
  if (!forUser) return 'nobody';
  return forUser.sub === sub ? 'oneself' : 'another';
}

/**
 * What the gate asks of a finished launch: who came, what the link shows, in which language, and where to go. Of a
 * class that starts at once only each learner is looked up; what they share is remembered (docs/decisions/0006).
 * @throws AppError `activities/kind-missing` when the link shows a kind that this tool no longer has
 */
export async function openLaunch(
  parts: ActivitiesParts & { people: People },
  launch: Launch,
): Promise<LaunchOutcome> {
  const [admission, link] = await Promise.all([
    parts.people.admit(launch),
    bindPlacement(parts, launch, classroomIdOf(launch)),
  ]);
  const shown = link && isBound(link) ? link : null;
  const { classroomId, participantId, isTrial, chosenLocale } = admission;
  const { role, isAdmin, wayBack, forUser } = launch;
  return {
    facts: {
      role,
      isTrial,
      participantId,
      classroomId,
      placementId: shown?.id,
      activityId: shown?.activityId,
      locale: chooseLocale(chosenLocale, shown?.locale, launch.locale),
      isAdmin: isAdmin || undefined,
      wayBack,
      review: role === 'teacher' ? forUser : undefined,
    },
    path: firstPath({
      message: launch.message,
      role,
      kind: shown && kindOf(parts.kinds, shown.kind),
      namedId: namedActivityOf(launch.custom),
      about: aboutOf(launch),
    }),
  };
}
