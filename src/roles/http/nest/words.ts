import type { FrameworkWords } from '../contract.js';
import { withDevelopment } from '../development.js';

const layout = `\`src/modules/<resource>/\` has one folder per resource: entity, repository, service, schemas, controller and module.
\`src/app.module.ts\` imports them all; \`src/platform/core/\` and \`src/database/\` hold the providers that every module can inject.`;

const guide = `- Each layer knows only the next: controller → service → repository. A service never sees a request or a status; its first argument
  is the actor, and it throws \`AppError\`. A controller never sees the database.
- An operation is a method of a controller: closed unless \`@Public()\` opens it, its parameters read by \`{ schema }\` options that hold zod
  schemas, its documentation beside it. Bodies and queries are \`z.strictObject\`: unknown fields are refused.
- The configuration is injected as \`@Inject(appConfig.KEY) config: Config\`, a repository of TypeORM as \`@InjectRepository(Post)\`, listed in the module's
  \`TypeOrmModule.forFeature\`.
- Import injected classes as values: with \`import type\`, Nest silently loses them.
- A rule over several modules is one transaction: \`repository.transaction(async (own, within) => …)\`, where \`within(other)\` gives a second repository.
- Add modules to the \`imports\` of \`AppModule\`, and guards to its list.
- Add pages to \`src/pages.ts\`, connections to \`src/connections.ts\`, background work to \`src/background.ts\`.
- Add entities and migrations to the lists in \`src/database/data-source.ts\`, example rows to the list in \`src/database/seed.ts\`.
- An operation that is not for everybody says who may call it; for some only, it is a permission of \`src/permissions.ts\`: \`posts:update\`. Ask for
  permissions, not for roles.
- Add environment variables to the schema in \`src/config/config.ts\` and to \`.env.example\`. Nothing else reads \`process.env\`.`;

/** Nest takes what to inject from the compiler's metadata, which tsx does not emit. */
const loader = '@oxc-node/core/register';

export const words: FrameworkWords = {
  framework: 'NestJS',
  entry: 'main',
  loader,
  tsx: `node --import ${loader} ${withDevelopment}`,
  watch: `node --watch --watch-preserve-output --import ${loader} ${withDevelopment}`,
  compilerOptions: '\n    "emitDecoratorMetadata": true,',
  // What is injected is only used as a type, and has to be imported as a value.
  lintRules: '',
  // @nestjs/swagger, which every project has, brings it along.
  viewer: { dependencies: [], devDependencies: [], overrides: [] },
  layout,
  guide,
};
