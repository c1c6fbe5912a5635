import { styleText } from 'node:util';

type Style = (text: string) => string;

/** The few styles we use. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly cyan: Style;
}

const same: Style = (text) => text;

export const plain: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

// Whether the stream takes colour is the caller's to know; styleText would look at stdout.
const style =
  (name: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'): Style =>
  (text) =>
    styleText(name, text, { validateStream: false });

const colours: Paint = {
  bold: style('bold'),
  dim: style('dim'),
  red: style('red'),
  green: style('green'),
  yellow: style('yellow'),
  cyan: style('cyan'),
};

export const paint = (coloured: boolean): Paint => (coloured ? colours : plain);
