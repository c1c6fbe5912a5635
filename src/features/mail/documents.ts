/** What README and AGENTS.md of a project say of its mail. */
export const section = (run: string): string => `## Mail

A mail is sent by a job: it is added in the transaction of what causes it, and no request waits for a mail server or fails because of one.
\`src/messages.ts\` lists the messages; \`src/platform/mail/README.md\` says how one is written. \`/mail\` shows each with a sample, except in production.

- Without \`SMTP_URL\`, mail goes into \`.data/mail/\`, a file each, and the log says where. Production requires \`SMTP_URL\` and \`MAIL_FROM\`, in the service as in
  the worker. \`${run} mail:check -- you@example.com\` sends a mail at once, and says what went wrong; in production
  \`node dist/platform/mail/check-command.js\` does.
- While the mail server is down, mail waits, up to two days, and is tried at least every quarter of an hour. What the server refuses for good is not tried
  again. Such jobs have failed; the log says of which message.
- In production a mail server has to offer TLS, with a certificate that is valid, unless \`SMTP_TLS=optional\`.
- A job holds the name of a message and ids. Who it goes to and what it says is read when it is sent, and no log says it.
- A mail whose process dies at the wrong moment is sent twice, with the same \`Message-ID\`.
`;

export const agents = `## Mail

- A message is a \`defineMessage\` in the folder of its module, named in \`src/messages.ts\`. Its data are ids, its \`write\` gets values and returns a
  \`letter\`, or content of its own by \`html\`.
- Send with \`Mail\` inside of the transaction that causes it: \`within(this.#mail).send(message, ids)\`.
- A secret, such as the token of a link, is made in \`read\`, which runs when the mail is sent: it lies in no job.
- What a user has typed, such as a name, does not go to an address that nobody has confirmed: it would send the words of strangers.
- Tests read what was sent with \`sentMail\` (\`test/mail/outbox.ts\`).
`;
