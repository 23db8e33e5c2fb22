import { createHmac } from 'node:crypto';
import { deviceKey } from '../kit/device-key.ts';

/**
 * The name under which a person's answers to one instrument lie.
 * @param key random, the same for all, wrapped by the operator's secret in the database
 * @param salt random, in the person's own row: when the row is gone, nobody can make the name again
 */
export function pseudonymOf(key: string, salt: string, instrumentId: string): string {
  return createHmac('sha256', key).update(`${salt}\n${instrumentId}`).digest('base64url');
}

/** @returns the name under which a browser keeps what it could not send: no id of the person can be read from it. */
export function queueKeyOf(secret: string, activityId: string, participantId: string): string {
  return deviceKey(secret, 'self-assessment queue', activityId, participantId);
}
