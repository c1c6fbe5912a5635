import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';

/** Packages that sign users in, check who calls, or hash passwords. */
const packages = new RegExp(
  `^(?:${[
    'passport.*|grant|lucia|arctic|oslo|@oslojs/.+|better-auth|@thallesp/nestjs-better-auth|next-auth|@auth/.+',
    '@nestjs/(?:passport|jwt)|jsonwebtoken|jose|fast-jwt|njwt|jwt-simple|paseto|jwks-rsa',
    'express-(?:jwt|session|openid-connect|basic-auth|oauth2-jwt-bearer|oauth-server)|(?:cookie|client|iron)-sessions?',
    '@fastify/(?:jwt|session|secure-session)|basic-auth|http-auth|oauth|simple-oauth2|openid-client|oidc-provider',
    'oauth2-server|@node-oauth/.+|@?auth0(?:/.+)?|@clerk/.+|@okta/.+|@logto/.+|@workos-inc/.+|@kinde-oss/.+',
    '@?stytch(?:/.+)?|@descope/.+|@propelauth/.+|supertokens-node|firebase-admin|@supabase/.+|.*keycloak.*',
    '@casl/.+|casbin|accesscontrol|bcrypt(?:js|-ts)?|argon2|@node-rs/(?:argon2|bcrypt)|@simplewebauthn/.+|otplib|speakeasy',
  ].join('|')})$`,
);

/** Code that does it by hand. What every created project has, with users or without, is none of it. */
const checks = new RegExp(
  [
    String.raw`\b(?:AuthGuard|JwtService|JwtStrategy|PassportStrategy|passport|betterAuth|jwtVerify)\b`,
    String.raw`\bjwt\.(?:verify|sign)\(|\b(?:req|request)\.(?:user|session|auth|isAuthenticated)\b`,
    String.raw`(?:\bheaders(?:\.|\[['"\x60])|\.(?:get|header)\(['"\x60])(?:authorization|x-api-key)\b`,
  ].join('|'),
  'i',
);

/** Where a project that has no users of ours checks who calls: the package or the file; nothing where none was found. */
export function authenticationIn(project: Project): string | undefined {
  const dependency = dependenciesOf(project).find((name) => packages.test(name));
  if (dependency !== undefined) return `${dependency} in package.json`;
  return project
    .list('src')
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !/\.(?:test|spec|d)\.[cm]?[jt]s$/.test(path))
    .find((path) => checks.test(project.read(path) ?? ''));
}

function dependenciesOf(project: Project): readonly string[] {
  const { dependencies = {} } = JSON.parse(project.read('package.json')?.replace(/^\uFEFF/, '') ?? '{}') as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies);
}

/** A resource that nobody gave an access level would be open to everybody, in a project that asks others who they are. */
export function refuseOpen(name: string, project: Project): void {
  const found = authenticationIn(project);
  if (found === undefined) return;
  throw new UsageError(
    `${name} would be open to everybody, but the project has authentication that Plinth cannot use (${found}).`,
    `Add users that Plinth knows: plinth add feature auth-jwt; or say that everybody may use it: --access public`,
  );
}
