import type { Terminal } from '../../ports/terminal.js';
import { paint } from './paint.js';
import { elapsed } from './elapsed.js';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export type Ending = 'done' | 'failed' | 'interrupted';

/** A spinner with the time it has taken in a terminal, two plain lines elsewhere. Returns how to end it. */
export function progress(terminal: Terminal, clock: () => Date, label: string): (ending: Ending) => void {
  const began = clock().getTime();
  const took = () => elapsed(clock().getTime() - began);
  const timer = terminal.stderr.isTTY ? spin(terminal, label, took) : undefined;
  if (timer === undefined) terminal.stderr.write(`${label}…\n`);
  return (ending) => {
    clearInterval(timer);
    const mark = marks[ending];
    terminal.stderr.write(
      `${timer === undefined ? '' : '\r\u001b[K'}${mark(terminal)} ${label} (${took()})\n`,
    );
  };
}

function spin(terminal: Terminal, label: string, took: () => string): NodeJS.Timeout {
  let frame = 0;
  const draw = () =>
    terminal.stderr.write(`\r\u001b[K${frames[frame++ % frames.length]} ${label}… ${took()}`);
  draw();
  return setInterval(draw, 100);
}

const marks = {
  done: ({ stderr }: Terminal) => paint(stderr.color).green('done:'),
  failed: ({ stderr }: Terminal) => paint(stderr.color).red('failed:'),
  interrupted: ({ stderr }: Terminal) => paint(stderr.color).yellow('interrupted:'),
} satisfies Record<Ending, (terminal: Terminal) => string>;
