import { z } from 'zod';
import { urlOf } from './variables.js';

/** Providers come back there, so that nobody may be sent elsewhere by the header of a request. */
export const LOCAL_SIGN_IN = 'http://localhost:5173/sign-in';

/** What a provider has given to this service: its name there, or the secret that goes with it. */
export function clientCredential() {
  return z.string().regex(/^[\x21-\x7e]{1,500}$/, 'must be printable characters without spaces');
}

/** An OpenID Connect issuer, written as its own documents write it. Plain HTTP is for one on this machine. */
export function issuerUrl() {
  const message = 'must start with https://, unless it is on this machine';
  return urlOf('https:', 'http:').pipe(z.string().refine(isPrivate, message));
}

/** Of several tenants at once every administrator could name anybody's address as one of theirs. */
export function tenant() {
  const message = 'must be the id or the domain of one tenant';
  return z
    .string()
    .regex(/^[\w.-]{1,100}$/, message)
    .refine((name) => !['common', 'organizations', 'consumers'].includes(name), message);
}

/** How a provider is called where people choose one. */
export function providerName() {
  const message = 'must be 1 to 40 characters of text';
  return z.string().regex(/^\P{Cc}{1,40}$/u, message);
}

const wholes = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET', 'MICROSOFT_TENANT'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
] as const;

type Name = (typeof wholes)[number][number];

interface ProviderConfig extends Readonly<Partial<Record<Name, string | undefined>>> {
  readonly NODE_ENV: string;
  readonly SIGN_IN_URL: string;
}

/** Half of a provider is a mistake, not a provider less. */
export function requireWholeProviders(config: ProviderConfig, context: z.RefinementCtx): void {
  for (const names of wholes) {
    const given = names.find((name) => config[name] !== undefined);
    if (given === undefined) continue;
    const missing: string[] = names.filter((name) => config[name] === undefined);
    const isLocal = config.NODE_ENV === 'production' && config.SIGN_IN_URL === LOCAL_SIGN_IN;
    for (const name of [...missing, ...(isLocal ? ['SIGN_IN_URL'] : [])]) {
      context.addIssue({ code: 'custom', path: [name], message: `is required with ${given}` });
    }
  }
}

const isPrivate = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};
