import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { newToken } from '../kit/ids.ts';

const MODULUS_BITS = 2048;
const ID_BYTES = 9;

/** RS256 is the one algorithm that every platform takes (Security Framework 1.0, 5.1.2). */
const ALGORITHM = 'RS256';

/** A key pair of the tool: the public half as a JWK (RFC 7517), the private one as PEM (PKCS #8). */
export interface NewKey {
  publicJwk: Record<string, unknown>;
  privatePem: string;
}

export async function makeKey(): Promise<NewKey> {
  const pair = await generateKeyPair(ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
  const names = { kid: `sosrake-${newToken(ID_BYTES)}`, alg: ALGORITHM, use: 'sig' };
  return {
    publicJwk: { ...(await exportJWK(pair.publicKey)), ...names },
    privatePem: await exportPKCS8(pair.privateKey),
  };
}
