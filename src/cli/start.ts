import module from 'node:module';
import { version } from '../package.js';

export type Bin = 'plinth' | 'create-plinth';

/** The way in. `--version` is answered before the command line is loaded: it is what scripts call most. */
export async function start(bin: Bin): Promise<void> {
  const words = process.argv.slice(2);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version()}\n`);
    return;
  }
  // Missing before Node 22.1: there the modules are compiled at every start.
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { main } = await import('./main.js');
  await main(bin, words);
}
