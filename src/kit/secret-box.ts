import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** The operator's SECRET_KEY; and the one before it, while what lies sealed with that is still to be read. */
export type Secrets = string | readonly [present: string, before?: string | undefined];

/** Encrypts small secrets (private keys, wrapped keys) that lie in the database. */
export interface SecretBox {
  /** @returns `plain` encrypted with AES-256-GCM under the present secret, as URL-safe text. */
  seal(plain: string): string;
  /** @returns what `seal` was given. @throws Error when the text was changed or sealed with an unknown secret. */
  open(sealed: string): string;
  /**
   * For what lies stored: written back, it opens without the secret before.
   * @returns the same, sealed with the present secret; null where it is already, or does not open at all
   */
  renew(sealed: string): string | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @returns the secret that seals from now on */
export function presentSecret(secrets: Secrets): string {
  return typeof secrets === 'string' ? secrets : secrets[0];
}

function decrypt(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  // The last character has bits to spare: without this, several texts would open to the same.
  if (bytes.toString('base64url') !== sealed) throw new Error('not as it was sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * @param secrets seals with the present one; opens with it, else with the one before
 * @param purpose keeps the keys of different uses apart (HKDF's info, RFC 5869)
 */
export function createSecretBox(secrets: Secrets, purpose: string): SecretBox {
  const keyOf = (secret: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, 'sosrake-lti', purpose, 32));
  const before = typeof secrets === 'string' ? undefined : secrets[1];
  const key = keyOf(presentSecret(secrets));
  const keyBefore = before === undefined ? null : keyOf(before);

  function seal(plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  function openBoth(sealed: string): { plain: string; isPresent: boolean } {
    try {
      return { plain: decrypt(key, sealed), isPresent: true };
    } catch (error) {
      if (!keyBefore) throw error;
      return { plain: decrypt(keyBefore, sealed), isPresent: false };
    }
  }

  return {
    seal,
    open: sealed => openBoth(sealed).plain,
    renew(sealed) {
      try {
        const { plain, isPresent } = openBoth(sealed);
        return isPresent ? null : seal(plain);
      } catch {
        return null;
      }
    },
  };
}
