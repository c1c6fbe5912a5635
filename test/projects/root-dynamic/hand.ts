import { fileAt, type HandEdit, replaced } from '../hand.js';

/** What is imported is worked out at the start. */
export default {
  title: 'a dynamic root module',
  on: 'nest',
  fitsAny: true,
  apply(files) {
    const [whole = '', list = ''] = /^ {2}imports: (\[[^\]]*\]),\n/m.exec(fileAt(files, 'src/app.module.ts')) ?? [];
    const result = replaced(files, 'src/app.module.ts', [
      [whole, ''],
      ['type CanActivate, Module', 'type CanActivate, type DynamicModule, Module'],
      ['class AppModule {}', `class AppModule {\n  static forRoot(): DynamicModule {\n    return { module: AppModule, imports: ${list} };\n  }\n}`],
    ]);
    const main = replaced(result, 'src/main.ts', [['    AppModule,\n', '    AppModule.forRoot(),\n']]);
    return replaced(main, 'test/support/app.ts', [
      ['import type { Type }', 'import type { DynamicModule, Type }'],
      [/TestOptions<Type>/g, 'TestOptions<Type | DynamicModule>'],
      ['parts = AppModule', 'parts = AppModule.forRoot()'],
    ]);
  },
} satisfies HandEdit;
