import type { Command } from 'commander';
import type { shells } from '../prompts/choices.js';
import { fish } from './fish.js';
import { type Node, nodesOf, type Offer } from './nodes.js';
import { posixFunctions } from './posix.js';

/**
 * A completion script for our programs, made from their command tables. Pressing Tab starts no process of ours.
 *
 * @param userFeatures the features that bring users to a project.
 */
export function completionScript(
  programs: readonly Command[],
  features: readonly Offer[],
  shell: (typeof shells)[number],
  userFeatures: readonly string[],
): string {
  const nodes = programs.flatMap((program) => nodesOf(program, features));
  const names = programs.map((program) => program.name());
  return { bash, zsh, fish }[shell](nodes, names, userFeatures);
}

/** The line is taken apart here: bash breaks words at `:` and `=`, which fields are full of. */
function bash(nodes: readonly Node[], names: readonly string[], userFeatures: readonly string[]): string {
  return `# bash completion for ${names.join(' and ')}
${posixFunctions(nodes, userFeatures)}
_plinth() {
  local line=\${COMP_LINE:0:COMP_POINT} cur='' broken='' found word at
  local -a before
  read -ra before <<<"$line"
  case "$line" in
    *[[:space:]]) ;;
    *) cur=\${before[\${#before[@]}-1]}; unset "before[\${#before[@]}-1]" ;;
  esac
  case "$COMP_WORDBREAKS" in *:*) broken=\${cur%"\${cur##*[:=]}"} ;; esac
  at=$(__plinth_at "\${before[0]##*/}" "\${before[@]:1}")
  COMPREPLY=()
  while IFS= read -r found; do
    case "$found" in
      :files|:folders)
        word=\${cur#"\${cur%%=*}="}
        compopt -o filenames 2>/dev/null
        while IFS= read -r found; do COMPREPLY+=("$found"); done < <(
          if [ "$found" = ':files' ]; then compgen -f -- "$word"; else compgen -d -- "$word"; fi
        )
        ;;
      "$cur"*$'\\t'*) word=\${found%%$'\\t'*}; COMPREPLY+=("\${word#"$broken"}") ;;
      "$cur"*) compopt -o nospace 2>/dev/null; COMPREPLY+=("\${found#"$broken"}") ;;
    esac
  done < <(__plinth_offers "$at" "\${before[\${#before[@]}-1]}" "$cur")
}
complete -F _plinth ${names.join(' ')}
`;
}

/** Works sourced, and as a file called _plinth in a folder of fpath. */
function zsh(nodes: readonly Node[], names: readonly string[], userFeatures: readonly string[]): string {
  return `#compdef ${names.join(' ')}
${posixFunctions(nodes, userFeatures)}
_plinth() {
  local cur=\${words[CURRENT]} found at
  local -a described plain
  at=$(__plinth_at "\${words[1]:t}" "\${(@)words[2,CURRENT-1]}")
  while IFS= read -r found; do
    case "$found" in
      :files) _files ;;
      :folders) _files -/ ;;
      *$'\\t'*) described+=("\${\${found%%$'\\t'*}//:/\\\\:}:\${found#*$'\\t'}") ;;
      *) plain+=("$found") ;;
    esac
  done < <(__plinth_offers "$at" "\${words[CURRENT-1]}" "$cur")
  (( \${#described} )) && _describe plinth described
  (( \${#plain} )) && compadd -S '' -- "\${plain[@]}"
  return 0
}
if [ "\${funcstack[1]}" = _plinth ]; then
  _plinth "$@"
else
  (( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit; }
  compdef _plinth ${names.join(' ')}
fi
`;
}
