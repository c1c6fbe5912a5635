import type { EnvVariable } from '../../roles/workspace/contract.js';

/** What mail reads from the environment. No test connects to that server: what is sent there is kept. */
export const variables: readonly EnvVariable[] = [
  {
    name: 'SMTP_URL',
    schema: 'smtpUrl().optional()',
    uses: [{ symbol: 'smtpUrl', from: 'src/config/mail' }],
    test: 'smtp://localhost:2525',
    example: '#SMTP_URL=smtp://user:password@smtp.example.com:587',
    comment:
      'The mail server, smtp: or smtps:. Without it mail goes into files in .data/mail; production requires it.',
  },
  {
    name: 'SMTP_TLS',
    schema: "oneOf('required', 'optional').optional()",
    uses: [{ symbol: 'oneOf', from: 'src/config/variables' }],
    example: '#SMTP_TLS=optional',
    comment:
      'required | optional: whether a server of smtp: has to offer TLS. Required in production unless set.',
  },
  {
    name: 'MAIL_FROM',
    schema: 'mailbox().optional()',
    uses: [{ symbol: 'mailbox', from: 'src/config/mail' }],
    test: 'Example <no-reply@example.com>',
    example: '#MAIL_FROM=Example <no-reply@example.com>',
    comment: 'Who sends; production requires it.',
  },
];
