import { createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

type Algorithm = 'HS256' | 'EdDSA' | 'ES256' | 'RS256';

export interface SigningKeys {
  readonly algorithm: Algorithm;
  readonly sign: KeyObject;
  readonly verify: KeyObject;
}

const dsaEncoding = 'ieee-p1363';

const hashOf = { EdDSA: null, ES256: 'sha256', RS256: 'sha256' } as const;

/**
 * The compact form of RFC 7515. On this thread: it takes a tenth of a millisecond, where a promise of WebCrypto waits in
 * libuv's thread pool behind the passwords that are being hashed.
 */
export function signJws(header: object, payload: object, keys: SigningKeys): string {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${signatureOf(text, keys).toString('base64url')}`;
}

/** What was signed with the key and its one algorithm, parsed and not yet believed; undefined for everything else. */
export function openJws(
  token: string,
  keys: SigningKeys,
): { readonly header: unknown; readonly payload: unknown } | undefined {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  // Base64 has several spellings of the same bytes; a token has one.
  if (more.length > 0 || given.toString('base64url') !== signature) return undefined;
  if (!isSigned(`${header}.${payload}`, given, keys)) return undefined;
  return { header: decode(header), payload: decode(payload) };
}

function signatureOf(text: string, { algorithm, sign: key }: SigningKeys): Buffer {
  if (algorithm === 'HS256') return createHmac('sha256', key).update(text).digest();
  return sign(hashOf[algorithm], Buffer.from(text), { key, dsaEncoding });
}

function isSigned(text: string, signature: Buffer, keys: SigningKeys): boolean {
  const { algorithm, verify: key } = keys;
  if (algorithm !== 'HS256') {
    return verify(hashOf[algorithm], Buffer.from(text), { key, dsaEncoding }, signature);
  }
  const expected = signatureOf(text, keys);
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
