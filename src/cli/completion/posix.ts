import { deletions, modifierWords, relations, typeWords } from './language.js';
import type { Node, Offer, Value } from './nodes.js';

/** A word that no shell reads as anything else. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const words = (all: readonly string[]): string => all.map(quoted).join(' ');
const lines = (offers: readonly Offer[]): string =>
  `printf '%s\\t%s\\n' ${words(offers.flatMap(({ word, about }) => [word, about]))}`;

/**
 * The part that bash and zsh share: functions that print what can come next, a line each, with a tab and a description where there is
 * one; `:files` and `:folders` stand for paths. They start no process but `sed`, for the names of a project's entities.
 */
export function posixFunctions(nodes: readonly Node[], userFeatures: readonly string[]): string {
  return `${atFunction(nodes)}
${offersFunction(nodes)}
${valuesFunction(nodes)}
${fieldFunctions(userFeatures)}`;
}

/** `__plinth_at plinth add resource Post` prints `plinth add resource`. */
function atFunction(nodes: readonly Node[]): string {
  const known = nodes
    .filter(({ at }) => at.includes(' '))
    .map(({ at }) => `      ${quoted(at)}) at=${quoted(at)} ;;`);
  return `__plinth_at() {
  local at=$1 word
  shift
  for word; do
    case "$at $word" in
${known.join('\n')}
    esac
  done
  printf '%s' "$at"
}`;
}

/** `__plinth_offers <at> <word before> <this word>` */
function offersFunction(nodes: readonly Node[]): string {
  const cases = nodes.map((node) => `    ${quoted(node.at)})\n${nodeLines(node)}      ;;`);
  return `__plinth_offers() {
  local head=''
  case "$3" in
    --*=*) head="\${3%%=*}="; __plinth_values "$1 \${3%%=*}" "$head" "\${3#*=}"; return ;;
  esac
  if __plinth_values "$1 $2" '' "$3"; then return; fi
  case "$1" in
${cases.join('\n')}
  esac
}`;
}

function nodeLines({ subcommands, operands, flags, takes }: Node): string {
  const offers = [...subcommands, ...operands];
  const taken = takes === 'folders' ? "echo ':folders'" : takes === 'fields' ? '__plinth_field "$3"' : '';
  const plain = [offers.length === 0 ? '' : lines(offers), taken].filter((line) => line !== '');
  // Beside paths and fields the flags would be in the way.
  const always = taken === '' ? [lines(flags)] : [`case "$3" in -*) ${lines(flags)} ;; esac`];
  return [...plain, ...always].map((line) => `      ${line}\n`).join('');
}

/** What can follow a flag; fails where the word is no flag that takes a value. */
function valuesFunction(nodes: readonly Node[]): string {
  const cases = nodes.flatMap(({ at, flags }) =>
    flags.flatMap(({ word, value }) =>
      value === undefined ? [] : [`    ${quoted(`${at} ${word}`)}) ${valueLine(value)} ;;`],
    ),
  );
  return `__plinth_values() {
  case "$1" in
${cases.join('\n')}
    *) return 1 ;;
  esac
}
__plinth_values_of() {
  local head=$1
  shift
  while [ $# -gt 1 ]; do
    printf '%s%s\\t%s\\n' "$head" "$1" "$2"
    shift 2
  done
}
__plinth_list() {
  local head=$1 cur=$2 before='' word
  shift 2
  case "$cur" in *,*) before="\${cur%,*}," ;; esac
  for word; do
    case ",$before" in *",$word,"*) continue ;; esac
    printf '%s\\n' "$head$before$word"
  done
}`;
}

function valueLine(value: Value): string {
  if (value.kind === 'words')
    return `__plinth_values_of "$2" ${words(value.offers.flatMap(({ word, about }) => [word, about]))}`;
  if (value.kind === 'list') return `__plinth_list "$2" "$3" ${words(value.offers.map(({ word }) => word))}`;
  return value.kind === 'anything' ? ':' : `echo ':${value.kind}'`;
}

function fieldFunctions(userFeatures: readonly string[]): string {
  const modifiers = modifierWords.map(
    ([type, all]) => `        ${type}) __plinth_modifiers "$cur" "$head" ${words(all)} ;;`,
  );
  return `__plinth_field() {
  local cur=$1 rest type head
  case "$cur" in *:*) ;; *) return ;; esac
  rest=\${cur#*:}
  case "$rest" in
    *:*)
      head="\${cur%:*}:" type=\${rest%%:*}
      case "\${cur##*:}" in
        onDelete=*) __plinth_modifiers '' "\${head}onDelete=" ${words(deletions)}; return ;;
        inverse=*|description=*|default=*|min=*|max=*|pattern=*|precision=*|scale=*) return ;;
      esac
      case "\${type%%=*}" in
${modifiers.join('\n')}
      esac
      ;;
    ${relations.map((relation) => `${relation}=*`).join('|')})
      __plinth_entities | while IFS= read -r type; do printf '%s\\n' "\${cur%%=*}=$type"; done
      ;;
    *) __plinth_modifiers '' "\${cur%%:*}:" ${words(typeWords)} ;;
  esac
}
__plinth_modifiers() {
  local cur=$1 head=$2 word
  shift 2
  for word; do
    case "$cur:" in *":\${word%=}"[:=]*) continue ;; esac
    printf '%s\\n' "$head$word"
  done
}
__plinth_entities() {
  local folder=$PWD feature
  while [ -n "$folder" ]; do
    if [ -f "$folder/.plinth/manifest.json" ]; then
      for feature in ${words(userFeatures)}; do
        if [ -f "$folder/.plinth/features/$feature.json" ]; then echo User; break; fi
      done
      ls "$folder/.plinth/resources" 2>/dev/null | sed -n 's/\\.json$//p'
      return
    fi
    folder=\${folder%/*}
  done
}`;
}
