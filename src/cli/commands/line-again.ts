import { programLine, shellLine } from '../output/command-line.js';
import type { Session } from '../world.js';

/** The command line that answers what was asked, where something was. */
export const lineAgain = (words: readonly string[], { asking, world }: Session): string | undefined =>
  asking?.asked() === true ? `${programLine('plinth', world.userAgent)} ${shellLine(words)}` : undefined;
