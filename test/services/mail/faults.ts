import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const platform = 'src/platform/mail';
const job = `${platform}/send-mail.job.ts`;
const server = `${platform}/server.ts`;

/** Mistakes that people make with mail, planted in a blog with mail. */
export const mailFaults: readonly Fault[] = [
  fault('M1', 'mail is sent beside the transaction', /a mail waits/, [
    edit(
      `${platform}/mail.ts`,
      'return new Mail(this.#jobs.within(manager));',
      'return manager.queryRunner ? this : new Mail(this.#jobs.within(manager));',
    ),
  ]),
  fault('M2', 'mail is tried once', /20 mails arrive: not within/, [edit(job, 'retries: 200', 'retries: 0')]),
  fault('M3', 'each attempt is a mail of its own', /taken for another mail/, [
    edit(`${platform}/mime.ts`, '`<${id}@${domain}>`', '`<${id}.${Date.now()}@${domain}>`'),
  ]),
  fault('M3', 'mail counts as sent before the server has taken it', /1 mails arrive: not within/, [
    edit(job, 'await delivery(context)(', 'void delivery(context)('),
  ]),
  fault('M4', 'what is refused for good is tried for two days', /a mail is failed: not within/, [
    edit(server, 'return isFinal ? new PermanentError', 'return isFinal && !message ? new PermanentError'),
  ]),
  fault('M4', 'what is refused for now is given up', /a mail is retry: not within/, [
    edit(server, 'responseCode >= 500', 'responseCode >= 400'),
  ]),
  fault('M5', 'nothing is escaped', /HTML of theirs/, [
    edit(`${platform}/html.ts`, "entities[letter] ?? ''", 'entities[letter] ? letter : letter'),
  ]),
  fault('M5', 'an address may be several', /other recipients/, [
    edit(job, '!z.email().safeParse(letter.to).success', "letter.to === ''"),
    edit(`${platform}/mime.ts`, "to: { name: '', address: to }", 'to'),
  ]),
  fault('M6', 'production starts without a mail server', /SMTP_URL= is not refused/, [
    edit('src/config/config.ts', '  requireMailServer,\n', ''),
    edit(
      'src/config/config.ts',
      "import { smtpUrl, mailbox, requireMailServer } from './mail.js';",
      "import { smtpUrl, mailbox } from './mail.js';",
    ),
  ]),
  fault('M7', 'the log says who gets a mail', /the log tells it/, [
    edit(job, "{ event: 'mail.sent', mail: message.name }", '{ mail: message.name, to: letter.to }'),
  ]),
  fault('M7', 'the answer of the server is kept', /the (?:log|job) tells it/, [
    edit(server, '(${facts}).`', '(${facts}). ${response}`'),
  ]),
  fault('M7', 'a job holds what the mail says', /the job tells it/, [
    edit(job, 'ids: z.record(z.string(), z.uuid()) }', 'ids: z.record(z.string(), z.string()) }'),
    edit(
      `${platform}/mail.ts`,
      'ids: readData(message, ids) }',
      "ids: { ...readData(message, ids), greeting: 'Hello' } }",
    ),
    edit(job, 'readData(message, data.ids)', "readData(message, { personId: data.ids['personId'] })"),
  ]),
  fault('M8', 'TLS is used where it is offered', /sent without TLS/, [
    edit(server, 'requireTLS: !isSecure && needsTls', 'requireTLS: !needsTls && isSecure'),
  ]),
  fault('M8', 'certificates are not checked', /any certificate will do/, [
    edit(server, 'secure: isSecure,', 'secure: isSecure,\n    tls: { rejectUnauthorized: false },'),
  ]),
  fault('M9', 'messages are shown in production', /in production/, [
    edit(`${platform}/preview.ts`, "NODE_ENV !== 'production'", "NODE_ENV !== 'test'"),
  ]),
  fault('M9', 'nobody is told where the file is', /the log does not say/, [
    edit(`${platform}/files.ts`, 'logger.info({ file: `${file}.eml` },', 'logger.info({},'),
  ]),
];
