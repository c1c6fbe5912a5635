import type { Choice, Prompts } from '../../ports/prompts.js';
import { wrapped } from '../output/wrap.js';

/** Somebody at a terminal, and how it went. */
export interface Asking {
  readonly prompts: Prompts;
  /** Whether anything was asked. */
  asked(): boolean;
  /** Milliseconds that answers took: they are not the command's own time. */
  waited(): number;
}

/** What asking needs of the world. */
interface Place {
  readonly prompts: Prompts;
  readonly clock: () => Date;
  readonly terminal: { readonly width: number };
}

/** Prompts that introduce themselves before the first question, fit the terminal, and count the time of the answers. */
export function asking({ prompts, clock, terminal }: Place, introduce: () => void): Asking {
  let questions = 0;
  let waited = 0;
  const timed = async <T>(answer: () => Promise<T>): Promise<T> => {
    if (questions === 0) introduce();
    questions += 1;
    const began = clock().getTime();
    try {
      return await answer();
    } finally {
      waited += clock().getTime() - began;
    }
  };
  // The prompts break lines in the middle of a word.
  const fit = (text: string) => wrapped(text, terminal.width - 3, '  ').join('\n');
  const shown = (choice: Choice): Choice =>
    choice.about === undefined
      ? choice
      : { ...choice, about: wrapped(choice.about, terminal.width).join('\n') };
  const checked = <A>({ check }: { readonly check?: (answer: A) => string | undefined }) => {
    const fitted = (answer: A) => {
      const problem = check?.(answer);
      return problem === undefined ? undefined : fit(problem);
    };
    return check === undefined ? {} : { check: fitted };
  };
  return {
    prompts: {
      text: (of) => timed(() => prompts.text({ ...of, message: fit(of.message), ...checked(of) })),
      confirm: (of) => timed(() => prompts.confirm({ ...of, message: fit(of.message) })),
      choice: (of) =>
        timed(() => prompts.choice({ ...of, message: fit(of.message), choices: of.choices.map(shown) })),
      choices: (of) =>
        timed(() =>
          prompts.choices({
            ...of,
            message: fit(of.message),
            choices: of.choices.map(shown),
            ...checked(of),
          }),
        ),
    },
    asked: () => questions > 0,
    waited: () => waited,
  };
}
