import type { Command, Option } from 'commander';
import { accessAbout, operationAbout } from '../../resource/fields/about.js';

/** A word that can be completed to, and what it means. */
export interface Offer {
  readonly word: string;
  readonly about: string;
}

/** What follows a flag: one of some words, several of them between commas, a path, or anything. */
export type Value =
  | { readonly kind: 'words'; readonly offers: readonly Offer[] }
  | { readonly kind: 'list'; readonly offers: readonly Offer[] }
  | { readonly kind: 'files' | 'folders' | 'anything' };

/** What can follow one command. */
export interface Node {
  /** `plinth add resource` */
  readonly at: string;
  readonly subcommands: readonly Offer[];
  readonly operands: readonly Offer[];
  readonly flags: readonly (Offer & { readonly value?: Value })[];
  /** What its operands are, where they are none of a list. */
  readonly takes: 'folders' | 'fields' | 'nothing';
}

/** Every command of a program, by what a command line of it begins with. */
export function nodesOf(program: Command, features: readonly Offer[]): readonly Node[] {
  return nodesBelow(program, program.name(), program.options, features);
}

function nodesBelow(
  command: Command,
  at: string,
  shared: readonly Option[],
  features: readonly Offer[],
): Node[] {
  const options = [...new Set([...command.options, ...shared])].filter(({ hidden }) => !hidden);
  const flags = options.flatMap((option) => {
    const value = valueOf(option, features);
    const { long, description: about } = option;
    return long ? [{ word: long, about, ...(value && { value }) }] : [];
  });
  const [operand] = command.registeredArguments;
  const node: Node = {
    at,
    subcommands: command.commands.map((sub) => ({ word: sub.name(), about: sub.description() })),
    operands: (operand?.argChoices ?? []).map((word) =>
      described(word, features, operand?.description ?? ''),
    ),
    flags: [...flags, { word: '--help', about: 'show this help' }],
    takes: takes[operand?.name() ?? ''] ?? 'nothing',
  };
  const below = command.commands.flatMap((sub) => nodesBelow(sub, `${at} ${sub.name()}`, shared, features));
  return [node, ...below];
}

const takes: Readonly<Record<string, Node['takes']>> = {
  dir: 'folders',
  Name: 'fields',
  Resource: 'fields',
};

const described = (word: string, known: readonly Offer[], otherwise: string): Offer =>
  known.find((offer) => offer.word === word) ?? { word, about: otherwise };

const paths: Readonly<Record<string, Value>> = { '--from': { kind: 'files' }, '--cwd': { kind: 'folders' } };
const offersOf = (abouts: Readonly<Record<string, string>>): readonly Offer[] =>
  Object.entries(abouts).map(([word, about]) => ({ word, about }));
const levels = offersOf(accessAbout);
const operations = offersOf(operationAbout);

function valueOf({ long, required, argChoices }: Option, features: readonly Offer[]): Value | undefined {
  if (!required) return undefined;
  if (long === '--features') return { kind: 'list', offers: features };
  if (long === '--operations') return { kind: 'list', offers: operations };
  const offers = argChoices?.map((word) => described(word, levels, ''));
  return offers === undefined ? (paths[long ?? ''] ?? { kind: 'anything' }) : { kind: 'words', offers };
}
