import type { HttpWords } from '../contract.js';

const layout = `\`src/modules/<resource>/\` has one folder per resource: entity, repository, service, schemas, controller and routes. \`src/modules.ts\` is
the list of them.`;

const guide = `- Layers, each knowing only the next: routes → controller → service → repository. A service never sees a request or a status; it takes
  who acts as its first argument and throws \`AppError\`. A controller never sees the database.
- An operation is an \`Endpoint\` (\`src/http/endpoint.ts\`): who may call it, its schemas, its answers. The router, the validation and the
  OpenAPI document all come from it. Bodies and queries are \`z.strictObject\`: unknown fields are refused.
- New modules, middleware, pages and connections are entries of the lists in \`src/modules.ts\`; entities and migrations, of those in
  \`src/database/data-source.ts\`; example rows, of that in \`src/database/seed.ts\`; environment variables, of the schema in
  \`src/config/config.ts\` and of \`.env.example\`. Nothing else reads \`process.env\`.`;

export const words: HttpWords = {
  framework: 'Express',
  entry: 'server',
  loader: 'tsx',
  tsx: 'tsx',
  watch: 'tsx watch --clear-screen=false',
  compilerOptions: '',
  lintRules: '\n    "typescript/consistent-type-imports": "error",',
  viewer: { dependencies: ['swagger-ui-express'], devDependencies: ['@types/swagger-ui-express'] },
  layout,
  guide,
};
