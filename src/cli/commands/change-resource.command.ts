import { UsageError } from '../../core/errors.js';
import { parseAccess } from '../../resource/language/field-language.js';
import { parsedOf } from '../../resource/language/print-field.js';
import { parseOperations } from '../../resource/operations.js';
import { parseVisible, visibleText } from '../../resource/visibility.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { type RuleEdits, withChangedRules } from '../planning/changed-rules.js';
import { modelChange } from '../planning/model-change.js';
import { purgedBy } from '../planning/purged-rows.js';
import { openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import { confirmDrop } from './confirm-drop.js';
import type { Handler, Input } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';
import { factLines, factsAbout } from './resource-facts.js';

const command = 'change resource';
const usage =
  'plinth change resource <Resource> <change…>, for example: plinth change resource Post --access owner';

/** `plinth change resource <Resource> --access owner --soft-delete …` */
export const handler: Handler = async (session, { args, options }) => {
  const [name] = args as readonly (string | undefined)[];
  const edits = editsIn(options);
  if (Object.keys(edits).length === 0)
    throw new UsageError('Which change? There is none.', `${usage}; --help lists them.`);
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const resources = withChangedRules(before, edits, existing);
  const after = resources[before.name] ?? before;
  const data = {
    resource: before.name,
    details: factsAbout(after, parsedOf(after), (name) => resources[name]),
  };
  if (after === before) return nothingToDo({ command, data }, `${before.name} is so already`);
  const plan = await plannedChange(existing, modelChange(resources, existing, { [before.name]: {} }));
  const purged = purgedBy({ before, after });
  await confirmDrop(purged, wording, session);
  const addition = {
    command,
    existing,
    plan,
    headline: `Changed ${before.name}`,
    about: factLines(data.details),
    words: [...command.split(' '), before.name, ...wordsOf(edits), ...(purged.length > 0 ? ['--yes'] : [])],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

const wording = {
  remedy: 'Say that it is meant: --yes. To see them first, --dry-run shows the migration.',
  what: (rows: string) => `The migration would delete ${rows} for good.`,
  question: (rows: string) => `The migration would delete ${rows} for good. Go on?`,
};

function editsIn({ path, description, ...options }: Input['options']): RuleEdits {
  const { access, operations, visible, allVisible, softDelete } = options;
  return {
    ...(typeof access === 'string' && { access: parseAccess(access) }),
    ...(typeof operations === 'string' && { operations: parseOperations(operations) }),
    ...(typeof visible === 'string' && { visible: parseVisible(visible) }),
    ...(allVisible === true && { allVisible }),
    ...(typeof softDelete === 'boolean' && { softDelete }),
    ...((typeof path === 'string' || path === false) && { path }),
    ...((typeof description === 'string' || description === false) && { description }),
  };
}

/** The inverse of `editsIn`. */
const wordsOf = ({
  access,
  operations,
  visible,
  allVisible,
  softDelete,
  path,
  description,
}: RuleEdits): readonly string[] => [
  ...(access === undefined ? [] : ['--access', access]),
  ...(operations === undefined ? [] : ['--operations', operations.join(',')]),
  ...(visible === undefined ? [] : ['--visible', visibleText(visible)]),
  ...(allVisible === true ? ['--all-visible'] : []),
  ...(softDelete === undefined ? [] : [softDelete ? '--soft-delete' : '--no-soft-delete']),
  ...(typeof path === 'string' ? ['--path', path] : []),
  ...(path === false ? ['--no-path'] : []),
  ...(typeof description === 'string' ? ['--description', description] : []),
  ...(description === false ? ['--no-description'] : []),
];
