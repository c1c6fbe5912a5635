// npm run migrate:create -- add-rank-to-posts: an empty migration that is run after all others, in the list of migrations.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const folder = 'src/database/migrations';
const dataSource = 'src/database/data-source.ts';

function main(name = '') {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) || name.length > 80) {
    console.error(
      'Say what it does in lower case, with hyphens: npm run migrate:create -- add-rank-to-posts',
    );
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  const stamp = nextStamp();
  const symbol = `${name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase())}${stamp}`;
  const file = `${folder}/${stamp}-${name}.ts`;
  writeFileSync(file, sourceOf(symbol), { flag: 'wx' });
  console.log(`created  ${file}`);

  const text = readFileSync(dataSource, 'utf8');
  const listed = withMigration(text, symbol, `./migrations/${stamp}-${name}.js`);
  if (listed === undefined) {
    console.error(`The list of migrations was not found in ${dataSource}: add ${symbol} to it.`);
    return 3;
  }
  writeFileSync(dataSource, listed);
  console.log(`edited   ${dataSource}`);
  return 0;
}

/** After every migration there is, whatever the clock says. */
function nextStamp() {
  const stamps = readdirSync(folder, { recursive: true }).map(
    (file) => Number.parseInt(file, 10) || 0,
  );
  return Math.max(Date.now(), ...stamps.map((stamp) => stamp + 1_000));
}

function sourceOf(symbol) {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${symbol} implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The change, in SQL.
    await queryRunner.query(\`SELECT 1\`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // What takes it back.
    await queryRunner.query(\`SELECT 1\`);
  }
}
`;
}

/** The import after the last one, and the class at the end of the list. */
function withMigration(text, symbol, from) {
  const list = /^const migrations\b.* = \[\r?\n(?:[^\]]*\n)?(?=\];)/m.exec(text);
  const imports = [...text.matchAll(/^import [^;]*;\r?\n/gm)].at(-1);
  if (!list || !imports || imports.index > list.index) return undefined;
  const [endOfImports, endOfList] = [imports, list].map(
    ({ index, 0: { length } }) => index + length,
  );
  const end = list[0].includes('\r\n') ? '\r\n' : '\n';
  return [
    text.slice(0, endOfImports),
    `import { ${symbol} } from '${from}';${end}`,
    text.slice(endOfImports, endOfList),
    `  ${symbol},${end}`,
    text.slice(endOfList),
  ].join('');
}

process.exitCode = main(process.argv[2]);
