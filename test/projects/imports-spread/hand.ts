import { type HandEdit, replaced } from '../hand.js';

/** A list in two parts. */
export default {
  title: 'the imports of the root module begin with a spread',
  on: 'nest',
  apply: (files) =>
    replaced(files, 'src/app.module.ts', [
      [/ {4}CoreModule,\n {4}DatabaseModule,\n {4}HealthModule,\n/, '    ...platform,\n'],
      ['@Module({', 'const platform = [CoreModule, DatabaseModule, HealthModule];\n\n@Module({'],
    ]),
} satisfies HandEdit;
