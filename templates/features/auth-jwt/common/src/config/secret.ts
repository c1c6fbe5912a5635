import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { isPatterned } from './pattern.js';

const MIN_BYTES = 32;
const MIN_RSA_BITS = 2048;
const placeholder =
  /change.?(?:me|this|it)|secret|example|your[-_ ]|placeholder|password|passphrase|replace|default|development|(?:^|[-_ ])tests?(?:[-_ ]|$)/i;

interface SigningKeyConfig {
  readonly NODE_ENV: string;
  readonly JWT_SECRET?: string | undefined;
  readonly JWT_PRIVATE_KEY?: string | undefined;
}

/** A usable signing key, or the service does not start; a private key takes the place of the secret. No message holds the value: boot logs are read by many. */
export function checkSigningKey(config: SigningKeyConfig, context: z.RefinementCtx): void {
  const refuse = (name: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });

  if (config.JWT_PRIVATE_KEY !== undefined) {
    const flaw = privateKeyFlaw(config.JWT_PRIVATE_KEY);
    if (flaw) refuse('JWT_PRIVATE_KEY', flaw);
    return;
  }
  if (config.JWT_SECRET === undefined) {
    refuse('JWT_SECRET', `is missing: set it to ${MIN_BYTES} random bytes or more`);
    return;
  }
  const flaw = config.NODE_ENV === 'test' ? undefined : secretFlaw(config.JWT_SECRET);
  if (flaw) refuse('JWT_SECRET', flaw);
}

function secretFlaw(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < MIN_BYTES) return `is shorter than ${MIN_BYTES} bytes`;
  if (placeholder.test(secret) || isPatterned(secret)) {
    return 'looks like a placeholder: set it to a random value';
  }
  return undefined;
}

function privateKeyFlaw(pem: string): string | undefined {
  try {
    const key = readPrivateKey(pem);
    return signatureAlgorithm(key)
      ? undefined
      : `must be an Ed25519, P-256 or RSA key (of ${MIN_RSA_BITS} bits or more)`;
  } catch {
    return 'is not a PEM private key';
  }
}

/** Environment files hold a PEM on one line, with `\n` for its line breaks. */
export function readPrivateKey(pem: string): KeyObject {
  return createPrivateKey(pem.replaceAll('\\n', '\n'));
}

/** The one algorithm a key is used with: a token never gets to choose. */
export function signatureAlgorithm(key: KeyObject): 'EdDSA' | 'ES256' | 'RS256' | undefined {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return 'EdDSA';
    case 'ec':
      return details?.namedCurve === 'prime256v1' ? 'ES256' : undefined;
    case 'rsa':
      return (details?.modulusLength ?? 0) >= MIN_RSA_BITS ? 'RS256' : undefined;
    default:
      return undefined;
  }
}
