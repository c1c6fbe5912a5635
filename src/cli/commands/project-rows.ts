import { shells } from '../prompts/choices.js';
import type { CommandRow } from './command.js';

/** The commands for a project as a whole: what there is, whether it fits together, how it goes on after a merge. */
export const projectRows: readonly CommandRow[] = [
  {
    path: ['list'],
    summary: 'Show what can be added: features, field types, modifiers, access levels, operations, presets',
    args: [],
    options: [],
    examples: ['plinth list', 'plinth list --json'],
    load: () => import('./list.command.js'),
  },
  {
    path: ['info'],
    summary: 'Show what this project has',
    args: [],
    options: [],
    examples: ['plinth info', 'plinth info --json --cwd ../my-api'],
    load: () => import('./info.command.js'),
  },
  {
    path: ['spec'],
    summary: 'Print this project as a spec file, for `plinth apply` and `create-plinth --from`',
    args: [],
    options: [],
    examples: ['plinth spec > plinth.yaml'],
    load: () => import('./spec.command.js'),
  },
  {
    path: ['history'],
    summary: 'Show the commands that changed this project, the last first: `plinth undo` takes them back',
    args: [],
    options: [],
    examples: ['plinth history', 'plinth history --json'],
    load: () => import('./history.command.js'),
  },
  {
    path: ['check'],
    summary: 'Check whether the parts of this project fit together: exit code 1 where they do not',
    args: [],
    options: [],
    examples: ['plinth check', 'plinth check --json', 'npx plinth check   # in CI: GitHub shows the places'],
    load: () => import('./check.command.js'),
  },
  {
    path: ['resolve'],
    summary: 'Settle what git could not merge, where both branches only added something',
    args: [],
    options: [],
    examples: ['git merge add-reviews || plinth resolve', 'plinth resolve --dry-run'],
    load: () => import('./resolve.command.js'),
  },
  {
    path: ['doctor'],
    summary: 'Look at this machine and the set-up of this project: Node, packages, .env, port, database',
    args: [],
    options: [],
    examples: ['plinth doctor', 'plinth doctor --json', 'plinth doctor --cwd ../my-api'],
    load: () => import('./doctor.command.js'),
  },
  {
    path: ['completion'],
    summary: 'Print a completion script for your shell',
    args: [['<shell>', shells.join(', '), shells]],
    options: [],
    examples: [
      'source <(plinth completion bash)   # in ~/.bashrc',
      'source <(plinth completion zsh)    # in ~/.zshrc',
      'plinth completion fish > ~/.config/fish/conf.d/plinth.fish',
    ],
    load: () => import('./completion.command.js'),
  },
];
