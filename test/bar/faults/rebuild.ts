import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transformSync } from 'rolldown/utils';
import { build } from '../../support/tool.js';

const source = /^src\/(.*)\.ts$/;

/** Brings `dist` up to date with a few changed files. Whole builds, of which there are many, take a hundred times as long. */
export async function rebuild(dir: string, changed: readonly string[]): Promise<void> {
  const sources = changed.filter((path) => source.test(path));
  const texts = sources.map((path) => readFileSync(join(dir, path), 'utf8'));
  // Decorators are compiled to calls of helpers, which are the compiler's own.
  if (texts.some((text) => /^\s*@\w+\(/m.test(text))) {
    await build(dir);
    return;
  }
  for (const [index, path] of sources.entries()) transpile(dir, path, texts[index] ?? '');
}

function transpile(dir: string, path: string, text: string): void {
  const target = join(dir, path.replace(source, 'dist/$1.js'));
  const { code, map, errors } = transformSync(path, text, {
    typescript: { onlyRemoveTypeImports: true },
    sourcemap: true,
    tsconfig: false,
  });
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join(', ')}`);
  writeFileSync(`${target}.map`, JSON.stringify(map));
  writeFileSync(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
}
