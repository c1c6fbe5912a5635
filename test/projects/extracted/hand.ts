import { fileAt, type HandEdit, replaced } from '../hand.js';

/** The lists live in files of their own, and are built in steps. */
export default {
  title: 'lists taken out into other files and constants',
  apply(files) {
    const path = 'src/database/data-source.ts';
    const text = fileAt(files, path);
    const imports = text.split('\n').filter((line) => /\.entity\.js|\/migrations\//.test(line));
    const list = (name: string): string => new RegExp(`^const ${name}: (.*\\[\\]) = (\\[[^\\]]*\\]);\\n\\n`, 'm').exec(text)?.[2] ?? '';
    const lists = [
      imports.join('\n'),
      '',
      `export const entities = ${list('entities')};`,
      '',
      `const history = ${list('migrations')} as const;`,
      '',
      'export const migrations = [...history];',
      '',
    ].join('\n');
    const result = new Map(files).set('src/database/entities.ts', lists).set(
      path,
      text
        .split('\n')
        .filter((line) => !imports.includes(line))
        .join('\n'),
    );
    return replaced(result, path, [
      [/^const entities: .* = \[[^\]]*\];\n\n/m, ''],
      [/^const migrations: .* = \[[^\]]*\];\n\n/m, ''],
      ['DataSource, type MigrationInterface', 'DataSource'],
      [/^( +)entities,$/m, '$1entities: known,'],
      ["import { SnakeNaming }", "import { entities as known, migrations } from './entities.js';\nimport { SnakeNaming }"],
    ]);
  },
} satisfies HandEdit;
