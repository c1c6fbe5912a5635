/** One of the two streams words go to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly color: boolean;
}

/** Where words come from and go to: results on stdout, progress and errors on stderr. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdinIsTTY: boolean;
  /** Somebody is there to answer a prompt. */
  readonly interactive: boolean;
  /** Columns; 80 where nobody knows. */
  readonly width: number;
}

/** The terminal this process was started in. */
export function nodeTerminal(env: NodeJS.ProcessEnv = process.env): Terminal {
  const stdinIsTTY = process.stdin.isTTY === true;
  const stderr = output(process.stderr, env);
  return {
    stdout: output(process.stdout, env),
    stderr,
    stdinIsTTY,
    interactive: stdinIsTTY && stderr.isTTY,
    get width() {
      // 0 in a terminal that was never given a size.
      return process.stdout.columns || process.stderr.columns || 80;
    },
  };
}

/** https://no-color.org and https://force-color.org: an empty value means nothing; what forces wins over what the stream is. */
export function colorOf(isTTY: boolean, env: NodeJS.ProcessEnv): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env['NO_COLOR']) return false;
  return isTTY && env['TERM'] !== 'dumb';
}

function output(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  const isTTY = stream.isTTY === true;
  stream.on('error', ignoreClosedPipe);
  return { write: (text) => void stream.write(text), isTTY, color: colorOf(isTTY, env) };
}

/** `plinth list | head -1` closes the pipe while we write, which is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
