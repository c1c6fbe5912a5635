import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const folder = 'src/modules/account-email';
const hook = `${folder}/account-email.hook.ts`;
const tokens = `${folder}/email-token.repository.ts`;
const service = `${folder}/account-email.service.ts`;

/** Mistakes that people make with links in mails, planted in a blog with accounts by e-mail. */
export const accountFaults: readonly Fault[] = [
  fault('E1', 'nobody is asked to confirm', /the mail is tried: not within/, [
    edit(
      hook,
      'registered: (userId, manager) => mailOf(manager).send(verifyAddress, { userId }),',
      'registered: async () => undefined,',
    ),
  ]),
  fault('E2', 'a link is looked up, and deleted later', /not exactly one/, [
    edit(service, "await within(tokens).take('reset', token)", "await tokens.find('reset', token)"),
  ]),
  fault('E2', 'sessions go on', /a session goes on/, [
    edit(
      service,
      'await users.save(user, { passwordHash });\n      await within(sessions).revokeAll(user.id);',
      'await users.save(user, { passwordHash });',
    ),
  ]),
  fault('E3', 'a link is good for a day', /good for longer/, [
    edit(`${folder}/email-token.ts`, 'reset: 30 * MINUTES', 'reset: 24 * 60 * MINUTES'),
  ]),
  fault('E3', 'a link follows the account to its new address', /address of before is good/, [
    edit(service, '      if (user.email !== holder.email) throw badLink();\n', ''),
  ]),
  fault('E3', 'a link outlives the password', /of before the password is good/, [
    edit(service, ' || hashOf(user.passwordHash) !== taken.passwordMark) throw', ') throw'),
    edit(service, "import { hashOf } from './email-token.js';\n", ''),
  ]),
  fault('E4', 'there is less to do for a stranger', /other work/, [
    edit(
      service,
      'const user = await this.#users.findByEmail(email);',
      'const user = await this.#users.findByEmail(email);\n    if (!user) return;',
    ),
  ]),
  fault('E4', 'a stranger is answered later', /median time of a stranger/, [
    edit(
      service,
      'const user = await this.#users.findByEmail(email);',
      'const user = await this.#users.findByEmail(email);\n    if (!user) await this.#options.passwords.hash(email);',
    ),
  ]),
  fault('E5', 'the token is in the query', /the token is in the query/, [
    edit(`${folder}/email-token.ts`, 'url.hash = `token=${token}`', "url.searchParams.set('token', token)"),
  ]),
  fault('E5', 'the token is stored as it is', /email_tokens has the token/, [
    edit(
      tokens,
      '[userId, purpose, hashOf(token), expiryOf(purpose)]',
      '[userId, purpose, token, expiryOf(purpose)]',
    ),
  ]),
  fault('E6', 'the old address is not told', /mail about .*has been changed/, [
    edit(
      service,
      'await within(mail).send(addressChanged, { addressId });',
      'void addressId;\n      void within(mail);\n      void addressChanged;',
    ),
  ]),
  fault('E8', 'nobody looks whether the address is confirmed', /a role is given/, [
    edit(hook, 'isConfirmed(userId, manager)) return;', 'isConfirmed(userId, manager) || true) return;'),
  ]),
  fault('E8', 'the command does not ask', /the command gives a role/, [
    edit(
      'src/modules/users/promote.ts',
      "if (current.role !== 'admin') await within(events)",
      'if (current.disabled) await within(events)',
    ),
  ]),
  fault('E9', 'nobody is told', /mail about .*has been changed/, [
    edit(
      hook,
      'passwordChanged: (userId, manager) => mailOf(manager).send(passwordChanged, { userId }),',
      'passwordChanged: async () => void passwordChanged,',
    ),
  ]),
  fault('E7', 'tokens may be tried at will', /is not counted/, [
    edit(`${folder}/link-attempts.ts`, '() => undefined', '() => String(Math.random())'),
    edit(
      'src/modules/auth/attempts.ts',
      'if (account === undefined) return',
      'if (operation.length > 8) return undefined;\n    if (account === undefined) return',
    ),
  ]),
];
