import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';
import { agents, section } from './documents.js';
import { variables } from './variables.js';

const queue = {
  symbol: 'CreateSendMailQueue1767225602100',
  from: 'src/database/migrations/1767225602100-create-send-mail-queue',
} as const;

export default defineFeature({
  id: 'mail',
  title: 'Mail',
  summary: 'Mail by SMTP, sent by a job in the transaction of its cause; in development files in .data/mail.',
  needs: ['http', 'persistence', 'jobs'],
  tables: ['pgboss.job'],
  evidence: ['src/platform/mail/mail.ts', 'src/messages.ts'],
  questions: {},
  plan({ draft, facts, platform, api, persistence, workspace }) {
    const { run } = packageManagers[facts.packageManager];
    draft.render('features/mail/common', { imported: [], messages: [] });
    draft.render(`features/mail/${platform.id}`);
    persistence.migration(draft, queue);
    workspace.job(draft, { symbol: 'sendMail', from: 'src/platform/mail/send-mail.job' });
    platform.provide(draft, 'src/platform/mail/mail', `features/mail/provided/${platform.id}`);
    api.page(draft, { symbol: 'mailPage', from: 'src/platform/mail/page' });
    for (const variable of variables) workspace.env(draft, variable);
    workspace.configRule(draft, { symbol: 'requireMailServer', from: 'src/config/mail' });
    workspace.script(draft, 'mail:check', `${platform.words.tsx} src/platform/mail/check-command.ts`);
    workspace.readme(draft, section(run));
    workspace.guide(draft, agents);
    workspace.dependency(draft, 'nodemailer');
  },
});
