import { z } from 'zod';
import { urlOf } from './variables.js';

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

/** Half of a provider is a mistake, not a provider less. */
export function requireWholeProviders(
  config: { readonly [name in Name]?: string | undefined },
  context: z.RefinementCtx,
): void {
  for (const names of wholes) {
    const given = names.find((name) => config[name] !== undefined);
    if (given === undefined) continue;
    for (const name of names) {
      if (config[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: `is required with ${given}` });
    }
  }
}

const isPrivate = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};
