import { type HandEdit, replaced } from '../hand.js';

/** A file with three modules, the root one in the middle. */
export default {
  title: 'several modules in the file of the root module',
  on: 'nest',
  fitsAny: true,
  apply: (files) =>
    replaced(files, 'src/app.module.ts', [
      [/ {4}\/\/ What all .*\n {4}CoreModule,\n {4}DatabaseModule,\n {4}HealthModule,\n/, '    PlatformModule,\n'],
      ['@Module({', '@Module({\n  imports: [CoreModule, DatabaseModule, HealthModule],\n})\nexport class PlatformModule {}\n\n@Module({'],
      [/$/, '\n@Module({\n  imports: [AppModule],\n})\nexport class CommandModule {}\n'],
    ]),
} satisfies HandEdit;
