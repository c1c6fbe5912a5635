import {
  createHash,
  createPublicKey,
  createSecretKey,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { readPrivateKey, signatureAlgorithm } from '../../config/secret.js';

const TYPE = 'at+jwt';

type TokenConfig = Pick<
  Config,
  'JWT_SECRET' | 'JWT_PRIVATE_KEY' | 'JWT_ISSUER' | 'JWT_AUDIENCE' | 'ACCESS_TOKEN_TTL'
>;

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

interface Keys {
  readonly algorithm: string;
  readonly sign: KeyObject;
  readonly verify: KeyObject;
  readonly id: string | undefined;
}

const claimsSchema = z
  .object({ sub: z.uuid(), sid: z.uuid(), jti: z.string() })
  .transform(({ sub, sid }): AccessClaims => ({ userId: sub, sessionId: sid }));

/** Access tokens after RFC 9068: short-lived, and of no use once their session is over. */
export class AccessTokens {
  readonly #config: TokenConfig;
  readonly #keys: Keys;

  constructor(config: TokenConfig) {
    this.#config = config;
    this.#keys = keysOf(config);
  }

  sign({ userId, sessionId }: AccessClaims): Promise<string> {
    const { algorithm, sign, id } = this.#keys;
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: algorithm, typ: TYPE, ...(id !== undefined && { kid: id }) })
      .setSubject(userId)
      .setIssuer(this.#config.JWT_ISSUER)
      .setAudience(this.#config.JWT_AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.#config.ACCESS_TOKEN_TTL)
      .sign(sign);
  }

  /** Undefined for every token that this service has not signed for itself, or that is not valid now. */
  async verify(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#keys.verify, {
        algorithms: [this.#keys.algorithm],
        typ: TYPE,
        issuer: this.#config.JWT_ISSUER,
        audience: this.#config.JWT_AUDIENCE,
        maxTokenAge: this.#config.ACCESS_TOKEN_TTL,
        requiredClaims: ['exp'],
      });
      return this.#isOurs(protectedHeader) ? claimsSchema.safeParse(payload).data : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /** A header that names or brings another key (kid, jwk, jku, x5u) is not one we wrote. */
  #isOurs(header: JWTHeaderParameters): boolean {
    return (
      header.kid === this.#keys.id &&
      Object.keys(header).every((name) => ['alg', 'typ', 'kid'].includes(name))
    );
  }
}

function keysOf(config: TokenConfig): Keys {
  if (config.JWT_PRIVATE_KEY === undefined) {
    if (config.JWT_SECRET === undefined) throw new Error('JWT_SECRET is missing.');
    const key = createSecretKey(config.JWT_SECRET, 'utf8');
    return { algorithm: 'HS256', sign: key, verify: key, id: undefined };
  }
  const sign = readPrivateKey(config.JWT_PRIVATE_KEY);
  const algorithm = signatureAlgorithm(sign);
  if (algorithm === undefined) throw new Error('JWT_PRIVATE_KEY is of an unsupported type.');
  const verify = createPublicKey(sign);
  return { algorithm, sign, verify, id: fingerprint(verify) };
}

const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16);
