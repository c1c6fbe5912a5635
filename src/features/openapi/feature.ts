import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

const section = (run: string): string => `## API docs

\`/openapi.json\` is the OpenAPI 3.1 document, \`/api-docs\` renders it. In production both are off unless \`API_DOCS=on\`.
\`${run} openapi\` writes the document to \`dist/openapi.json\`, \`${run} openapi:lint\` checks it.
`;

/** Fetched when it runs: a linter of a hundred packages is not for every install. */
const lint = 'npm run openapi && npx --yes @redocly/cli@2.77.0 lint dist/openapi.json --extends=recommended';

export default defineFeature({
  id: 'openapi',
  title: 'OpenAPI document',
  summary: 'OpenAPI 3.1 at /openapi.json, made from the schemas that validate, and its page at /api-docs.',
  needs: ['http'],
  evidence: ['src/platform/http/openapi-schemas.ts'],
  questions: {},
  plan({ draft, facts, platform, api, workspace }) {
    draft.render('features/openapi/common', { imported: [], schemes: [] });
    draft.render(`features/openapi/${platform.id}`, { name: facts.name });
    api.page(draft, { symbol: 'apiDocs', from: 'src/platform/http/docs' });
    workspace.env(draft, {
      name: 'API_DOCS',
      schema: "oneOf('on', 'off').optional()",
      uses: [{ symbol: 'oneOf', from: 'src/config/variables' }],
      example: '#API_DOCS=on',
      comment: 'on | off; off in production unless set',
    });
    workspace.script(draft, 'openapi', `${platform.words.tsx} src/platform/http/openapi-command.ts`);
    workspace.script(draft, 'openapi:lint', lint);
    workspace.readme(draft, section(packageManagers[facts.packageManager].run));
    for (const kind of ['dependencies', 'devDependencies'] as const) {
      for (const name of platform.words.viewer[kind]) workspace.dependency(draft, name, kind);
    }
    for (const [dependent, name] of platform.words.viewer.overrides) {
      workspace.override(draft, facts.packageManager, dependent, name);
    }
  },
});
