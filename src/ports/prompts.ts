/** Ctrl-C or Ctrl-D, at a prompt or later. Exit code 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface TextPrompt {
  readonly message: string;
  readonly default?: string;
  /** What is wrong with the answer, or nothing. */
  readonly check?: (answer: string) => string | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label?: string;
  readonly about?: string;
  readonly checked?: boolean;
  /** Why it cannot be chosen. */
  readonly disabled?: string | undefined;
}

export interface ChoicesPrompt {
  readonly message: string;
  readonly choices: readonly Choice[];
  /** What is wrong with what was chosen, or nothing. */
  readonly check?: (chosen: readonly string[]) => string | undefined;
}

/** Questions to somebody at a terminal. Every method throws `Interrupted` on Ctrl-C and Ctrl-D. */
export interface Prompts {
  text(of: TextPrompt): Promise<string>;
  confirm(of: { message: string; default: boolean }): Promise<boolean>;
  choice(of: { message: string; choices: readonly Choice[]; default?: string }): Promise<string>;
  choices(of: ChoicesPrompt): Promise<readonly string[]>;
}

/** Inquirer's prompts, loaded at the first question. */
export const nodePrompts: Prompts = {
  async text({ message, default: initial, check }) {
    const { input } = await import('@inquirer/prompts');
    const validate = (answer: string) => check?.(answer.trim()) ?? true;
    const config = initial === undefined ? { message, validate } : { message, validate, default: initial };
    return (await answered((context) => input(config, context))).trim();
  },
  async confirm(of) {
    const { confirm } = await import('@inquirer/prompts');
    return answered((context) => confirm(of, context));
  },
  async choice({ message, choices, default: initial }) {
    const { select } = await import('@inquirer/prompts');
    const config = {
      message,
      choices: choices.map(shown),
      pageSize: pageSize(),
      theme: { i18n: { disabledError: 'This one cannot be chosen here.' } },
    };
    return answered((context) =>
      select(initial === undefined ? config : { ...config, default: initial }, context),
    );
  },
  async choices({ message, choices, check }) {
    const { checkbox } = await import('@inquirer/prompts');
    const validate = (chosen: readonly { value: string }[]) =>
      check?.(chosen.map(({ value }) => value)) ?? true;
    const config = { message, choices: choices.map(shown), pageSize: pageSize(), validate };
    return answered((context) => checkbox(config, context));
  },
};

function shown({ value, label, about, checked, disabled }: Choice) {
  return {
    value,
    name: label ?? value,
    ...(about === undefined ? {} : { description: about }),
    ...(checked === undefined ? {} : { checked }),
    ...(disabled === undefined ? {} : { disabled: `(${disabled})` }),
  };
}

/** As many lines as fit, with room for the question, the description and the keys: a choice may take two. */
const pageSize = (): number => Math.max(4, (process.stderr.rows || 24) - 8);

interface Context {
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Asks, and ends with `Interrupted` on Ctrl-C, on Ctrl-D (which leaves inquirer waiting for ever) and when the terminal goes away. */
async function answered<T>(ask: (context: Context) => Promise<T>): Promise<T> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') leave();
  };
  process.stdin.on('keypress', onKey).on('end', leave);
  try {
    // stdout is for results: a question never lands in a pipe.
    return await ask({ output: process.stderr, signal: leaving.signal });
  } catch (error) {
    if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)) {
      throw new Interrupted('Interrupted.');
    }
    throw error;
  } finally {
    process.stdin.off('keypress', onKey).off('end', leave);
  }
}
