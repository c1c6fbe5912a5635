/** Ctrl-C, at a prompt or later. Exit code 130. */
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
}

/** Questions to somebody at a terminal. Every method throws `Interrupted` on Ctrl-C. */
export interface Prompts {
  text(of: TextPrompt): Promise<string>;
  confirm(of: { message: string; default: boolean }): Promise<boolean>;
  choice(of: { message: string; choices: readonly Choice[]; default?: string }): Promise<string>;
  choices(of: { message: string; choices: readonly Choice[] }): Promise<readonly string[]>;
}

// stdout is for results: a question never lands in a pipe.
const context = { output: process.stderr };

/** Inquirer's prompts, loaded at the first question. */
export const nodePrompts: Prompts = {
  async text({ message, default: initial, check }) {
    const { input } = await import('@inquirer/prompts');
    const validate = (answer: string) => check?.(answer.trim()) ?? true;
    const config = initial === undefined ? { message, validate } : { message, validate, default: initial };
    return (await answered(input(config, context))).trim();
  },
  async confirm(of) {
    const { confirm } = await import('@inquirer/prompts');
    return answered(confirm(of, context));
  },
  async choice({ message, choices, default: initial }) {
    const { select } = await import('@inquirer/prompts');
    const config = { message, choices: choices.map(shown) };
    return answered(select(initial === undefined ? config : { ...config, default: initial }, context));
  },
  async choices({ message, choices }) {
    const { checkbox } = await import('@inquirer/prompts');
    return answered(checkbox({ message, choices: choices.map(shown) }, context));
  },
};

function shown({ value, label, about, checked }: Choice) {
  return {
    value,
    name: label ?? value,
    ...(about === undefined ? {} : { description: about }),
    ...(checked === undefined ? {} : { checked }),
  };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)) {
      throw new Interrupted('Interrupted.');
    }
    throw error;
  }
}
