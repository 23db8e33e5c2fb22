import { deviceKey } from '../../kit/device-key.ts';
import { digest } from '../../kit/ids.ts';

/** One form of an instrument's editor, as it was opened. */
export interface OpenedForm {
  copyId: string;
  /** Path of the form below the instrument's. */
  action: string;
  /** What the item said then: over what somebody else saved since nothing old is put. */
  mark?: string | undefined;
}

/** @returns the name under which a browser keeps what this person wrote into this form until it was received */
export function keepKeyOf(
  secret: string,
  { platformId, sub }: { platformId: string; sub: string },
  { copyId, action, mark = '' }: OpenedForm,
): string {
  return deviceKey(secret, 'instrument form', digest(platformId, sub, copyId, action, mark));
}
