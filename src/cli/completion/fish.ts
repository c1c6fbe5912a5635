import { deletions, modifierWords, relations, typeWords } from './language.js';
import type { Node, Offer, Value } from './nodes.js';

const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
const words = (all: readonly string[]): string => all.map(quoted).join(' ');

export function fish(
  nodes: readonly Node[],
  names: readonly string[],
  userFeatures: readonly string[],
): string {
  return `# fish completion for ${names.join(' and ')}
${atFunction(nodes)}
${fieldFunctions(userFeatures)}
${names.map((name) => `complete -c ${name} -f`).join('\n')}
${nodes.flatMap(nodeLines).join('\n')}
`;
}

/** True at the command line of exactly this command. */
function atFunction(nodes: readonly Node[]): string {
  const known = nodes.filter(({ at }) => at.includes(' '));
  const cases = known.map(({ at }) => `            case ${quoted(at)}\n                set at ${quoted(at)}`);
  return `function __plinth_at
    set -l tokens (commandline -opc)
    set -l at (string replace -r '.*/' '' -- $tokens[1])
    for word in $tokens[2..-1]
        switch "$at $word"
${cases.join('\n')}
        end
    end
    test "$at" = "$argv[1]"
end`;
}

function nodeLines(node: Node): string[] {
  const program = node.at.split(' ')[0] ?? '';
  const start = `complete -c ${program} -n ${quoted(`__plinth_at "${node.at}"`)}`;
  const plain = [...node.subcommands, ...node.operands].map(
    ({ word, about }) => `${start} -a ${quoted(word)} -d ${quoted(about)}`,
  );
  const taken = {
    folders: [`${start} -a '(__fish_complete_directories)'`],
    fields: [`${start} -a '(__plinth_field)'`],
    nothing: [],
  }[node.takes];
  const flags = node.flags.map(
    ({ word, about, value }) => `${start} -l ${word.slice(2)} -d ${quoted(about)}${valueText(value)}`,
  );
  return [...plain, ...taken, ...flags];
}

function valueText(value: Value | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'files') return ' -r -F';
  if (value.kind === 'folders') return ` -x -a '(__fish_complete_directories)'`;
  if (value.kind === 'list') return ` -x -a ${quoted(`(__plinth_list ${wordsOf(value.offers)})`)}`;
  if (value.kind !== 'words') return ' -x';
  const pairs = value.offers.flatMap(({ word, about }) => [word, about]);
  return ` -x -a ${quoted(`(printf '%s\\t%s\\n' ${words(pairs)})`)}`;
}

const wordsOf = (offers: readonly Offer[]): string => offers.map(({ word }) => word).join(' ');

function fieldFunctions(userFeatures: readonly string[]): string {
  const modifiers = modifierWords.map(
    ([type, all]) => `        case ${type}\n            set offers ${words(all)}`,
  );
  return `function __plinth_list
    set -l given (string split -- , (string replace -r '^--[^=]*=' '' -- (commandline -ct)))
    set -l before (string join -- , $given[1..-2])
    test -n "$before"; and set before "$before,"
    for word in $argv
        contains -- $word $given[1..-2]; or echo $before$word
    end
end
function __plinth_entities
    set -l folder $PWD
    while test -n "$folder"
        if test -f $folder/.plinth/manifest.json
            for feature in ${words(userFeatures)}
                test -f $folder/.plinth/features/$feature.json; and echo User; and break
            end
            for file in $folder/.plinth/resources/*.json
                string replace -r '^.*/(.*)\\.json$' '$1' -- $file
            end
            return
        end
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
end
function __plinth_field
    set -l parts (string split -- : (commandline -ct))
    set -l head (string join -- : $parts[1..-2]):
    set -l last $parts[-1]
    set -l offers
    if test (count $parts) -lt 2
        return
    else if test (count $parts) -eq 2
        set offers ${words(typeWords)}
        if string match -qr '^(${relations.join('|')})=' -- $last
            set offers (string replace -r '=.*' = -- $last)(__plinth_entities)
        end
    else if string match -q 'onDelete=*' -- $last
        set offers onDelete=(printf '%s\\n' ${words(deletions)})
    else
        switch (string replace -r '=.*' '' -- $parts[2])
${modifiers.map((text) => text.replace(/^/gm, '    ')).join('\n')}
        end
    end
    for offer in $offers
        contains -- $offer $parts[3..-2]; or echo $head$offer
    end
end`;
}
