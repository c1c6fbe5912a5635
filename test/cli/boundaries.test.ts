import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What the linter says of one planted file, under this repository's own rules. */
function lint(path: string, line: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-lint-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${line}\nexport const used = it;\n`);
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--deny-warnings'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const forbidden = [
  ['src/core/planted.ts', "import { it } from '../roles/tools.js';"],
  ['src/core/planted.ts', "import { it } from '../resource/names.js';"],
  ['src/core/planted.ts', "import { it } from '../ports/disk.js';"],
  ['src/core/planted.ts', "import { it } from 'node:fs';"],
  ['src/edits/planted.ts', "import { it } from '../core/project.js';"],
  ['src/edits/planted.ts', "import { it } from '../ports/disk.js';"],
  ['src/roles/http/express/planted.ts', "import { it } from '../../../cli/main.js';"],
  ['src/roles/http/express/planted.ts', "import { it } from '../../../features/scan.js';"],
  ['src/roles/http/express/wiring.ts', "import { it } from 'ts-morph';"],
  ['src/features/health/feature.ts', "import { it } from '../../cli/main.js';"],
  ['src/features/health/feature.ts', "import { it } from '../../edits/list.js';"],
  ['src/resource/planted.ts', "import { it } from '../ports/disk.js';"],
  ['src/rendering/planted.ts', "import { it } from '../features/scan.js';"],
  ['src/ports/planted.ts', "import { it } from '../cli/main.js';"],
  ['src/cli/planted.ts', "import { it } from 'node:fs';"],
  ['src/cli/planted.ts', "import { it } from 'node:fs/promises';"],
  ['src/cli/planted.ts', "import { it } from 'execa';"],
  ['src/cli/planted.ts', "import { it } from '@inquirer/prompts';"],
  ['src/cli/planted.ts', "import { it } from 'ts-morph';"],
  ['bin/planted.ts', "import { it } from 'node:child_process';"],
] as const;

const allowed = [
  ['src/core/planted.ts', "import { it } from '../resource/model.js';"],
  ['src/core/planted.ts', "import type { T } from '../ports/disk.js';\nconst it: T | undefined = undefined;"],
  ['src/edits/planted.ts', "import { it } from '../core/outcome.js';"],
  ['src/edits/planted.ts', "import { it } from '../ports/bundled-require.js';"],
  ['src/edits/planted.ts', "import { it } from 'ts-morph';"],
  ['src/roles/http/express/detect.ts', "import { it } from 'ts-morph';"],
  ['src/roles/http/express/wiring.ts', "import { it } from '../../../edits/list.js';"],
  ['src/features/scan.ts', "import { it } from '../ports/disk.js';"],
  ['src/ports/planted.ts', "import { it } from 'node:fs';"],
  ['src/cli/planted.ts', "import { it } from '../ports/shell.js';"],
] as const;

describe('who may import whom', () => {
  it.each(forbidden)('%s: not %s', (path, line) => {
    expect(lint(path, line)).toContain('no-restricted-imports');
  });

  it.each(allowed)('%s: %s', (path, line) => {
    expect(lint(path, line)).not.toContain('no-restricted-imports');
  });
});
