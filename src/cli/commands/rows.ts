import { Option } from 'commander';
import type { PlinthFeature } from '../../roles/tools.js';
import type { CommandRow } from './command.js';
import { databases, packageManagers, presets } from '../prompts/choices.js';
import { oneOfChoices, questionOptions } from '../prompts/questions.js';
import { addFeature, addRows } from './add-rows.js';
import { changeRows } from './change-rows.js';
import { offered } from './offered-features.js';
import { projectRows } from './project-rows.js';
import { gather, list, noInstall } from './row-options.js';

/** `create-plinth` itself, and `plinth create`. */
export function createRow(features: readonly PlinthFeature[]): CommandRow {
  const frameworks = features.filter(({ role }) => role === 'http').map(({ id }) => id);
  return {
    path: ['create'],
    summary: 'Create a new backend project',
    args: [['[dir]', 'the folder to create; its name is the name of the package']],
    options: [
      oneOfChoices(new Option('--framework <id>', 'the HTTP framework'), frameworks),
      oneOfChoices(new Option('--database <id>', 'the database'), databases),
      new Option('--features <ids>', 'capabilities, separated by commas').argParser(list),
      new Option('--user <fields>', "'displayName:string bio:text:optional', beside a user's own").argParser(
        gather,
      ),
      new Option(
        '--role <line>',
        "'editor posts:* comments:read', beside user and admin; may be repeated",
      ).argParser(gather),
      new Option('--resource <line>', "'Post title:string body:text'; may be repeated").argParser(gather),
      new Option('--from <file>', 'a spec file in YAML or JSON'),
      oneOfChoices(new Option('--preset <id>', 'a ready-made spec'), presets),
      oneOfChoices(
        new Option('--package-manager <id>', 'the package manager (default: the one that runs this)'),
        packageManagers,
      ),
      noInstall(),
      new Option('--no-git', 'skip git init'),
      ...features.flatMap(questionOptions),
    ],
    examples: [
      'create-plinth my-api',
      'create-plinth my-api --preset blog',
      'create-plinth my-api --preset blog --framework nest --yes',
      'create-plinth my-api --from plinth.yaml --no-install',
      'create-plinth . --features auth-jwt,openapi',
      "create-plinth my-api --features auth-jwt --resource 'Post title:string author:belongsTo=User'",
      "create-plinth my-api --features auth-jwt --user 'displayName:string:max=80 bio:text:optional'",
    ],
    load: () => import('./create.command.js'),
  };
}

/** Every command of `plinth`. */
export function plinthRows(features: readonly PlinthFeature[]): CommandRow[] {
  return [
    createRow(features),
    ...addRows,
    addFeature(features),
    ...changeRows,
    removeFeature(features),
    ...projectRows,
  ];
}

const removeFeature = (features: readonly PlinthFeature[]): CommandRow => ({
  path: ['remove', 'feature'],
  summary: 'Take a capability out: what was generated for it, and merged from the files that you edited',
  args: [['[id]', 'the feature', offered(features).map(({ id }) => id)]],
  options: [noInstall()],
  examples: ['plinth remove feature redis --dry-run', 'plinth remove feature docker'],
  load: () => import('./remove-feature.command.js'),
});
