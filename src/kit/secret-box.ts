import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small secrets (private keys, wrapped keys) that lie in the database. */
export interface SecretBox {
  /** @returns `plain` encrypted with AES-256-GCM, as URL-safe text. */
  seal(plain: string): string;
  /** @returns what `seal` was given. @throws Error when the text was changed or sealed with another secret. */
  open(sealed: string): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @param secret the operator's SECRET_KEY
 * @param purpose keeps the keys of different uses apart (HKDF's info, RFC 5869)
 */
export function createSecretBox(secret: string, purpose: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', secret, 'sosrake-lti', purpose, 32));
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      // The last character has bits to spare: without this, several texts would open to the same.
      if (bytes.toString('base64url') !== sealed) throw new Error('not as it was sealed');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    },
  };
}
