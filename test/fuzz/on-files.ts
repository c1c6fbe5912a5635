import { createHash } from 'node:crypto';
import { check, format, type Options } from 'prettier';
import { syntaxErrors } from '../support/syntax.js';
import { tool } from '../support/tool.js';
import { fault, type Fault, type Place, type Stage } from './faults.js';

/** A file that was found in order is in order in the next project too. */
const inOrder = new Set<string>();

export async function formatted({ spec, files }: Place): Promise<readonly Fault[]> {
  const options = JSON.parse(files.get('.prettierrc.json') ?? '') as Options;
  const faults: Fault[] = [];
  for (const [path, text] of files) {
    const seen = createHash('sha256').update(path).update(text).digest('hex');
    if (!/\.(ts|json|ya?ml|md)$/.test(path) || path.startsWith('.plinth/') || inOrder.has(seen)) continue;
    const flaw = await flawOf(path, text, { ...options, filepath: path });
    if (flaw === undefined) inOrder.add(seen);
    else faults.push(fault('format', spec, `${path}: ${flaw}`));
  }
  return faults;
}

async function flawOf(path: string, text: string, options: Options): Promise<string | undefined> {
  if (path.endsWith('.ts')) {
    const [error] = syntaxErrors(path, text);
    if (error !== undefined) return error;
  }
  if (await check(text, options)) return undefined;
  const wanted = (await format(text, options)).split('\n');
  const line = text.split('\n').findIndex((one, index) => one !== wanted[index]);
  return `line ${line + 1} is\n${text.split('\n')[line]}\nand prettier wants\n${wanted[line]}`;
}

export async function complaints(
  { spec, folder }: Place,
  stage: Stage,
  program: string,
  args: readonly string[],
): Promise<readonly Fault[]> {
  const { code, stdout, stderr } = await tool(folder, program, args, { NO_COLOR: '1' });
  if (code === 0) return [];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => /^\S.*:\d+|error TS|Error|×/.test(line));
  return (lines.length > 0 ? lines : [`${stdout}${stderr}`]).map((line) => fault(stage, spec, line));
}
