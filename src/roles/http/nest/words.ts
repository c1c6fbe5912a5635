import type { HttpWords } from '../contract.js';

const layout = `\`src/modules/<resource>/\` has one folder per resource: entity, repository, service, schemas, controller and module.
\`src/app.module.ts\` imports them all, \`src/core/\` and \`src/database/\` hold what every module may inject.`;

const guide = `- Layers, each knowing only the next: controller → service → repository. A service never sees a request or a status; it takes who acts
  as its first argument and throws \`AppError\`. A controller never sees the database.
- An operation is a method of a controller: closed unless \`@Public()\` opens it, its parameters read by \`{ schema }\` options that hold zod
  schemas, its documentation beside it. Bodies and queries are \`z.strictObject\`: unknown fields are refused.
- What is injected is imported as a value: \`import type\` of it takes it away from Nest, silently.
- New modules are entries of the \`imports\` of \`AppModule\`, and guards of its list; pages and connections are entries of \`src/pages.ts\` and
  \`src/connections.ts\`; entities and migrations, of the lists in \`src/database/data-source.ts\`; example rows, of that in
  \`src/database/seed.ts\`; environment variables, of the schema in \`src/config/config.ts\` and of \`.env.example\`. Nothing else reads
  \`process.env\`.`;

/** Nest takes what to inject from the compiler's metadata, which tsx does not emit. */
const loader = '@oxc-node/core/register';

export const words: HttpWords = {
  framework: 'NestJS',
  entry: 'main',
  loader,
  tsx: `node --import ${loader}`,
  watch: `node --watch --watch-preserve-output --import ${loader}`,
  compilerOptions: '\n    "emitDecoratorMetadata": true,',
  // What is injected is only used as a type, and has to be imported as a value.
  lintRules: '',
  // @nestjs/swagger, which every project has, brings it along.
  viewer: { dependencies: [], devDependencies: [] },
  layout,
  guide,
};
