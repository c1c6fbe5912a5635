import type { Command } from 'commander';
import type { shells } from './choices.js';

/** What can follow one command: its subcommands, flags, and the values they take. */
interface Node {
  readonly path: readonly string[];
  readonly words: readonly { readonly word: string; readonly about: string }[];
  readonly values: readonly { readonly flag: string; readonly choices: readonly string[] }[];
  readonly files: boolean;
}

/** A completion script for one program. It names everything itself: pressing Tab starts no process of ours. */
export function completionScript(program: Command, shell: (typeof shells)[number]): string {
  const nodes = nodesOf(program, [], []);
  const scripts = { bash, zsh, fish };
  return scripts[shell](program.name(), nodes);
}

function nodesOf(command: Command, path: readonly string[], inherited: Command['options']): Node[] {
  const options = [...command.options, ...inherited].filter(({ hidden }) => !hidden);
  const flags = options.flatMap(({ long, description }) =>
    long ? [{ word: long, about: description }] : [],
  );
  const subcommands = command.commands.map((sub) => ({ word: sub.name(), about: sub.description() }));
  const operands = command.registeredArguments.flatMap(({ argChoices, description }) =>
    (argChoices ?? []).map((word) => ({ word, about: description })),
  );
  const node: Node = {
    path,
    words: [...subcommands, ...operands, ...flags, { word: '--help', about: 'show this help' }],
    values: options.flatMap(({ long, argChoices }) =>
      long && argChoices !== undefined ? [{ flag: long, choices: argChoices }] : [],
    ),
    files: subcommands.length === 0 && operands.length === 0,
  };
  const shared = path.length === 0 ? command.options : inherited;
  return [node, ...command.commands.flatMap((sub) => nodesOf(sub, [...path, sub.name()], shared))];
}

const joined = (words: readonly { word: string }[]): string => words.map(({ word }) => word).join(' ');
const identifier = (name: string): string => `_${name.replace(/\W/g, '_')}`;

function bash(name: string, nodes: readonly Node[]): string {
  const fn = identifier(name);
  const cases = nodes.map(({ path, words, values }) => {
    const inner = values.map(({ flag, choices }) => `        ${flag}) words='${choices.join(' ')}' ;;`);
    const byFlag = inner.length === 0 ? [] : [`      case "$previous" in`, ...inner, '      esac'];
    return [`    '${path.join(' ')}')`, `      words='${joined(words)}'`, ...byFlag, '      ;;'].join('\n');
  });
  return `# bash completion for ${name}
${fn}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${nodes
  .filter(({ path }) => path.length > 0)
  .map(
    ({ path }) => `      '${path.slice(0, -1).join(' ')} ${path.at(-1) ?? ''}') path='${path.join(' ')}' ;;`,
  )
  .join('\n')}
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F ${fn} ${name}
`;
}

function zsh(name: string, nodes: readonly Node[]): string {
  // The bash function runs in zsh through its own compatibility layer.
  return `#compdef ${name}
autoload -U +X bashcompinit && bashcompinit
${bash(name, nodes)}`;
}

function fish(name: string, nodes: readonly Node[]): string {
  const lines = nodes.flatMap((node) => [...fishWords(name, node, nodes), ...fishValues(name, node, nodes)]);
  return `# fish completion for ${name}\n${lines.join('\n')}\n`;
}

const fishText = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** True at the command line of exactly this command. */
function fishCondition({ path }: Node, nodes: readonly Node[]): string {
  const below = nodes.filter(
    (node) => node.path.length === path.length + 1 && path.every((word, i) => node.path[i] === word),
  );
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const others = below.map(({ path: longer }) => longer.at(-1) ?? '');
  const unseen = others.length === 0 ? [] : [`not __fish_seen_subcommand_from ${others.join(' ')}`];
  const conditions = [...seen, ...unseen];
  return conditions.length === 0 ? '' : ` -n ${fishText(conditions.join('; and '))}`;
}

function fishWords(name: string, node: Node, nodes: readonly Node[]): string[] {
  const condition = fishCondition(node, nodes);
  return node.words.map(({ word, about }) => {
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
    return `complete -c ${name}${condition} ${what} -d ${fishText(about)}`;
  });
}

function fishValues(name: string, node: Node, nodes: readonly Node[]): string[] {
  const condition = fishCondition(node, nodes);
  return node.values.map(
    ({ flag, choices }) =>
      `complete -c ${name}${condition} -l ${flag.slice(2)} -x -a ${fishText(choices.join(' '))}`,
  );
}
