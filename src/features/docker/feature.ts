import { yamlString } from '../../core/quoting.js';
import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

const section = `## With Docker

\`docker compose up --build\` starts the service and PostgreSQL. \`POSTGRES_PASSWORD\` and the service's secrets come from the environment or
\`.env\`; nothing has a default password.
`;

export default defineFeature({
  id: 'docker',
  title: 'Docker image and compose file',
  summary: 'A multi-stage, non-root image with a health check, and a compose file with PostgreSQL.',
  needs: ['base'],
  evidence: ['Dockerfile', 'compose.yaml'],
  questions: {},
  plan({ draft, facts, platform, workspace }) {
    const manager = packageManagers[facts.packageManager];
    const setup = manager.setup === '' ? '' : `RUN ${manager.setup}\n`;
    const installed = manager.installsFrom.join(' ');
    const sent = manager.installsFrom.map((file) => `!${file}`).join('\n');
    const values = { ...manager, installed, sent, setup };
    draft.render('features/docker', {
      ...values,
      image: yamlString(imageOf(facts.name)),
      entry: platform.words.entry,
    });
    workspace.services(draft);
    workspace.readme(draft, section);
  },
});

/** An image of the project's name, `@acme/my_api` → acme/my-api: a part has no two separators side by side (the OCI distribution spec, "pull"). */
const imageOf = (name: string): string =>
  name
    .toLowerCase()
    .split('/')
    .map((part) => part.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, ''))
    .filter((part) => part !== '')
    .join('/') || 'app';
