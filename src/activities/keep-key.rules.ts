import { deviceKey } from '../kit/device-key.ts';
import { digest } from '../kit/ids.ts';
import type { Session } from '../lti/session.types.ts';

/** The forms whose text a browser keeps until they are sent. */
export type KeptForm = 'pick' | 'settings' | `step ${string}`;

/**
 * @returns the name under which a browser keeps what this person wrote into this form of this activity: the same after
 *   the next launch, another for everyone else
 */
export function keepKeyOf(
  secret: string,
  session: Pick<Session, 'platformId' | 'sub' | 'classroomId' | 'activityId' | 'resourceLinkId'>,
  form: KeptForm,
): string {
  const { platformId, sub, classroomId, activityId, resourceLinkId = '' } = session;
  return deviceKey(
    secret,
    `${form} form`,
    digest(platformId, sub, classroomId, activityId ?? resourceLinkId),
  );
}
