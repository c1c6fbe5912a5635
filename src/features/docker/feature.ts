import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

const section = `## With Docker

\`docker compose up --build\` starts the service and PostgreSQL. It takes \`POSTGRES_PASSWORD\` and the service's secrets from the environment or
\`.env\`; nothing has a default password.
`;

export default defineFeature({
  id: 'docker',
  title: 'Docker image and compose file',
  summary: 'A multi-stage, non-root image with a health check, and a compose file with PostgreSQL.',
  needs: ['base'],
  questions: {},
  plan({ draft, facts, workspace }) {
    const manager = packageManagers[facts.packageManager];
    const setup = manager.setup === '' ? '' : `RUN ${manager.setup}\n`;
    draft.render('features/docker', { ...manager, name: facts.name, setup });
    workspace.services(draft);
    workspace.readme(draft, section);
  },
});
