import { Chalk, type ChalkInstance } from 'chalk';

/** Styles text for a terminal, or leaves it as it is. */
export type Paint = ChalkInstance;

export const plain: Paint = new Chalk({ level: 0 });
const colours: Paint = new Chalk({ level: 1 });

/** Whether a stream takes colour is the terminal's to know: by itself chalk looks at stdout alone, and not at NO_COLOR. */
export const paint = (coloured: boolean): Paint => (coloured ? colours : plain);
