import {
  createHash,
  createPublicKey,
  createSecretKey,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { readPrivateKey, signatureAlgorithm } from '../../config/secret.js';
import { openJws, signJws, type SigningKeys } from './jws.js';

const TYPE = 'at+jwt';
/** Two hosts never have quite the same time: a token that another one has just signed is not from the future. */
const CLOCK_TOLERANCE_S = 30;

type TokenConfig = Pick<
  Config,
  'JWT_SECRET' | 'JWT_PRIVATE_KEY' | 'JWT_ISSUER' | 'JWT_AUDIENCE' | 'ACCESS_TOKEN_TTL'
>;

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

interface Keys extends SigningKeys {
  readonly id: string | undefined;
}

/** Access tokens after RFC 9068: short-lived, and of no use once their session is over. */
export class AccessTokens {
  readonly #config: TokenConfig;
  readonly #keys: Keys;
  readonly #header: z.ZodType;
  readonly #claims: z.ZodType<AccessClaims>;

  constructor(config: TokenConfig) {
    this.#config = config;
    this.#keys = keysOf(config);
    this.#header = headerSchema(this.#keys);
    this.#claims = claimsSchema(config);
  }

  sign({ userId, sessionId }: AccessClaims): string {
    const { algorithm, id } = this.#keys;
    const issuedAt = now();
    const header = { alg: algorithm, typ: TYPE, kid: id };
    const payload = {
      sid: sessionId,
      sub: userId,
      iss: this.#config.JWT_ISSUER,
      aud: this.#config.JWT_AUDIENCE,
      jti: randomUUID(),
      iat: issuedAt,
      exp: issuedAt + this.#config.ACCESS_TOKEN_TTL,
    };
    return signJws(header, payload, this.#keys);
  }

  /** Undefined for every token that this service has not signed for itself, or that is not valid now. */
  verify(token: string): AccessClaims | undefined {
    const opened = openJws(token, this.#keys);
    if (!opened || !this.#header.safeParse(opened.header).success) return undefined;
    return this.#claims.safeParse(opened.payload).data;
  }
}

const now = (): number => Math.floor(Date.now() / 1000);

/** The header we write, and nothing beside it: one that names or brings another key (jwk, jku, x5u) is not ours. */
function headerSchema({ algorithm, id }: Keys): z.ZodType {
  const common = { alg: z.literal(algorithm), typ: z.literal(TYPE) };
  return z.strictObject(id === undefined ? common : { ...common, kid: z.literal(id) });
}

/** The claims we write, for us, and valid now. */
function claimsSchema({ JWT_ISSUER, JWT_AUDIENCE, ACCESS_TOKEN_TTL }: TokenConfig) {
  return z
    .object({
      iss: z.literal(JWT_ISSUER),
      aud: z.literal(JWT_AUDIENCE),
      sub: z.uuid(),
      sid: z.uuid(),
      jti: z.string(),
      iat: z.number().refine((at) => at <= now() + CLOCK_TOLERANCE_S),
      nbf: z
        .number()
        .refine((at) => at <= now() + CLOCK_TOLERANCE_S)
        .optional(),
      exp: z.number().refine((at) => at > now()),
    })
    .refine(({ iat }) => now() - iat <= ACCESS_TOKEN_TTL)
    .transform(({ sub, sid }): AccessClaims => ({ userId: sub, sessionId: sid }));
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
