import type { FrameworkWords } from '../contract.js';
import { withDevelopment } from '../development.js';

const layout = `\`src/modules/<resource>/\` has one folder per resource: entity, repository, service, schemas, controller and routes. \`src/modules.ts\` lists
them.`;

const guide = `- Each layer knows only the next: routes → controller → service → repository. A service never sees a request or a status; its first
  argument is the actor, and it throws \`AppError\`. A controller never sees the database.
- An operation is an \`Endpoint\` (\`src/platform/http/endpoint.ts\`): who may call it, its schemas, its answers. The router, the validation and the
  OpenAPI document all come from it. Bodies and queries are \`z.strictObject\`: unknown fields are refused.
- A rule over several modules is one transaction: \`repository.transaction(async (own, within) => …)\`, where \`within(other)\` gives a second repository.
- Add modules, middleware, interceptors, pages, connections and background work to the lists in \`src/modules.ts\`.
- Add entities and migrations to the lists in \`src/database/data-source.ts\`, example rows to the list in \`src/database/seed.ts\`.
- An operation that is not for everybody says who may call it; for some only, it is a permission of \`src/permissions.ts\`: \`posts:update\`. Ask for
  permissions, not for roles.
- Add environment variables to the schema in \`src/config/config.ts\` and to \`.env.example\`. Nothing else reads \`process.env\`.`;

export const words: FrameworkWords = {
  framework: 'Express',
  entry: 'server',
  loader: 'tsx',
  tsx: `tsx ${withDevelopment}`,
  watch: `tsx watch --clear-screen=false ${withDevelopment}`,
  compilerOptions: '',
  lintRules: '\n    "typescript/consistent-type-imports": "error",',
  viewer: {
    dependencies: ['swagger-ui-express'],
    devDependencies: ['@types/swagger-ui-express'],
    // Every later one brings @scarf/scarf, which reports installs to its maker.
    overrides: [['swagger-ui-express', 'swagger-ui-dist']],
  },
  layout,
  guide,
};
