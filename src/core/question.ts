/** One declaration gives the flag, the prompt, the help line and the spec-file key. */
export type Question =
  | {
      readonly kind: 'choice';
      readonly ask: string;
      readonly values: readonly string[];
      readonly default: string;
    }
  | { readonly kind: 'text'; readonly ask: string; readonly default: string }
  | { readonly kind: 'confirm'; readonly ask: string; readonly default: boolean };

export type Questions = Readonly<Record<string, Question>>;

type AnswerTo<Q extends Question> = Q extends { kind: 'choice'; values: readonly (infer V)[] }
  ? V
  : Q extends { kind: 'confirm' }
    ? boolean
    : string;

export type Answers<Q extends Questions> = { readonly [K in keyof Q]: AnswerTo<Q[K]> };

export const choice = <const V extends readonly string[]>(of: {
  ask: string;
  values: V;
  default: V[number];
}) => ({ kind: 'choice', ...of }) as const;
export const text = (of: { ask: string; default: string }) => ({ kind: 'text', ...of }) as const;
export const confirm = (of: { ask: string; default: boolean }) => ({ kind: 'confirm', ...of }) as const;

/** The default answer of every question. */
export function defaults<Q extends Questions>(questions: Q): Answers<Q> {
  return Object.fromEntries(Object.entries(questions).map(([key, q]) => [key, q.default])) as Answers<Q>;
}
