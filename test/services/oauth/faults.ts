import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const folder = 'src/modules/oauth';
const flows = `${folder}/login-flows.ts`;
const flowRows = `${folder}/login-flow.repository.ts`;
const code = `${folder}/authorization-code.ts`;
const oidc = `${folder}/oidc-provider.ts`;
const logins = `${folder}/provider-logins.ts`;
const identities = `${folder}/linked-identity.service.ts`;

const linkHook = `${folder}/linked-identity.hook.ts`;
const keyHook = 'src/modules/api-keys/api-key.hook.ts';
const schema = `${folder}/provider-login.schema.ts`;

/** Mistakes that people make with providers, planted in a blog whose people sign in by one. */
export const oauthFaults: readonly Fault[] = [
  fault('O1', 'the code is not bound by PKCE', /without PKCE|code_challenge is missing/, [
    edit(code, '    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),\n', ''),
    edit(code, "    code_challenge_method: 'S256',\n", ''),
    edit(
      code,
      '  { state, nonce, verifier }: FlowSecrets,\n  parameters',
      '  { state, nonce }: FlowSecrets,\n  parameters',
    ),
  ]),
  fault('O1', 'the request has no nonce', /nonce is missing/, [
    edit(code, '    ...(parameters.isOidc && { nonce }),\n', ''),
  ]),
  fault('O1', 'the state is not compared', /the state of somebody else: 200/, [
    edit(flows, ' ||\n      begun.state !== answer.state', ''),
    edit(code, 'expectedState: state,', 'expectedState: oauth.skipStateCheck,'),
    edit(
      code,
      '  { state, nonce, verifier }: FlowSecrets,\n  { redirectUri',
      '  { nonce, verifier }: FlowSecrets,\n  { redirectUri',
    ),
  ]),
  fault('O1', 'a flow is not over when it was used', /a flow that failed before|used more than once/, [
    edit(
      flowRows,
      'DELETE FROM login_flows WHERE hash = ${hash} RETURNING *',
      'SELECT * FROM login_flows WHERE hash = ${hash}',
    ),
  ]),
  fault('O1', 'a flow has no end', /a flow of too long ago: 200/, [
    edit(flowRows, 'return flow?.isInTime ? flow : undefined;', 'return flow;'),
  ]),
  fault('O2', 'all providers come back to one page', /another page/, [
    edit(flows, 'return new URL(id, page', 'return new URL(`?${id}`, page'),
  ]),
  fault('O2', 'a body may say more', /422/, [
    edit(schema, '  .strictObject({ ...answer, profile', '  .object({ ...answer, profile'),
  ]),
  fault('O3', 'an address says who somebody is', /an address says who it is/, [
    edit(oidc, 'subject: sub,', 'subject: textOf(email) ?? sub,'),
  ]),
  fault('O3', 'an address is believed that the provider has not seen', /nobody has confirmed is believed/, [
    edit(logins, ' || !person.isEmailVerified) throw taken();', ') throw taken();'),
  ]),
  fault('O3', 'the text false is a yes', /nobody has confirmed is believed/, [
    edit(oidc, 'isEmailVerified: isVerified === true', 'isEmailVerified: Boolean(isVerified)'),
  ]),
  fault('O3', 'nobody asks whether the account is its holder’s', /an account of a stranger is handed over/, [
    edit(logins, ' || !isConfirmed || ', ' || (!isConfirmed && !person.isEmailVerified) || '),
  ]),
  fault('O4', 'the signature is not verified', /an ID token signed by somebody else: 200/, [
    edit(oidc, '[oauth.enableNonRepudiationChecks, ...insecure]', 'insecure'),
  ]),
  fault('O4', 'clocks may differ by anything', /an ID token of yesterday: 200/, [
    edit(
      oidc,
      'oauth.discovery(url, clientId, clientSecret, undefined, {',
      'oauth.discovery(url, clientId, { client_secret: clientSecret, [oauth.clockTolerance]: 1e10 }, undefined, {',
    ),
  ]),
  fault('O5', 'a provider may take a minute', /No answer in 20 s|is waited for/, [
    edit(code, 'export const PROVIDER_TIMEOUT = 5;', 'export const PROVIDER_TIMEOUT = 60;'),
  ]),
  fault('O5', 'a discovery that failed is kept', /503/, [
    edit(oidc, '      this.#client = undefined;\n', ''),
  ]),
  fault('O5', 'a provider that is down is the caller’s fault', /a silent provider/, [
    edit(flows, 'if (isOutage(err)) {', 'if (isOutage(err) && err === undefined) {'),
  ]),
  fault('O5', 'nothing says why', /nothing says why/, [
    edit(flows, "event: 'provider.failed', provider: id, err }", 'provider: id }'),
  ]),
  fault('O6', 'what somebody else has begun counts', /what somebody else has begun is linked/, [
    edit(flows, '      begun.userId !== userId ||\n', ''),
  ]),
  fault('O6', 'an account is linked whoever opened it', /an unconfirmed account is linked/, [
    edit(identities, "await within(events).happened('identityLinked', actor.id);", 'void within(events);'),
  ]),
  fault('O6', 'the last provider goes without a password', /the last way to sign in is gone/, [
    edit(identities, 'linked.length === 1', 'linked.length === 0'),
  ]),
  fault('O6', 'providers are counted without a lock', /2 statements wait for a lock/, [
    edit(
      identities,
      "const user = found(await users.lock(actor.id), 'user');",
      "const user = found(await users.find(actor.id), 'user');",
    ),
  ]),
  fault('O6', 'who signs in does not look again', /what was unlinked signs in/, [
    edit(
      logins,
      'if (!user || !isLinked) throw closed();',
      'if (!user || (!isLinked && user.disabled)) throw closed();',
    ),
  ]),
  fault('O7', 'the flow is stored as it is', /the database has what a browser keeps/, [
    edit(flows, 'hash: hashSecret(flow)', 'hash: flow'),
    edit(flows, 'take(hashSecret(flow))', 'take(flow)'),
    edit(flows, 'import { hashSecret, newSecret }', 'import { newSecret }'),
  ]),
  fault('O7', 'the log has what people come back with', /the log has a secret/, [
    edit(
      flows,
      "event: 'provider.failed', provider: id, err }",
      "event: 'provider.failed', provider: id, err, answer }",
    ),
    edit(
      flows,
      'return this.#ask(provider, () => provider.identify',
      'return this.#ask(provider, answer, () => provider.identify',
    ),
    edit(flows, 'await this.#ask(provider, () =>', 'await this.#ask(provider, {}, () =>'),
    edit(flows, '{ id, name }: Provider, question', '{ id, name }: Provider, answer: object, question'),
  ]),
  fault('O8', 'a provider that was linked before stays', /the squatter’s provider opens/, [
    edit(linkHook, 'claimed: (userId, manager) =>', 'identityLinked: (userId, manager) =>'),
  ]),
  fault('O8', 'an API key that was made before stays', /the squatter’s key opens/, [
    edit(keyHook, 'claimed: (userId, manager) =>', 'identityLinked: (userId, manager) =>'),
  ]),
];
