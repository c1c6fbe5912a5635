// npm run changes: every command that changes a project, on each framework, in a fresh project, in the hand-edited ones and on tables with
// rows. Takes about ten minutes of a quiet machine; prints Markdown.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const table = join(root, '.cache', 'changes.md');
rmSync(table, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--config', 'vitest.changes.config.ts', ...process.argv.slice(2)];
// The table alone goes to standard output.
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
if (existsSync(table)) process.stdout.write(readFileSync(table, 'utf8'));
process.exitCode = status === 0 ? 0 : 1;
