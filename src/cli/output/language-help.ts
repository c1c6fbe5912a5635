import { accessAbout, modifierAbout, operationAbout, typeAbout } from '../../resource/fields/about.js';
import { accessLevels, operations } from '../../resource/model.js';
import {
  fieldTypes,
  modifierNames,
  modifiersOf,
  relationTypes,
  settings,
} from '../../resource/fields/modifiers.js';
import { wrapped } from './wrap.js';

const takesArgument = (type: string): boolean =>
  type === 'enum' || type === 'slug' || relationTypes.some((relation) => relation === type);

/** The field language for a terminal: what docs/resources.md says, in as many lines as it takes. */
export function languageHelp(width: number): string {
  return [
    'Fields:',
    ...indented('name:type[=argument][:modifier[=value]]…', width),
    ...indented(
      'id, createdAt and updatedAt are there always; a field is required unless it is optional.',
      width,
    ),
    '',
    'Types:',
    ...table(
      fieldTypes.map((type) => [takesArgument(type) ? `${type}=` : type, typeAbout[type]]),
      width,
    ),
    '',
    'Modifiers:',
    ...table(
      modifierNames.map((word) => [settingWord(word), modifierAbout[word]]),
      width,
    ),
    '',
    'Modifiers of each type:',
    ...table(
      fieldTypes.map((type) => [type, modifiersOf[type].join(' ')]),
      width,
    ),
    '',
    'Access levels:',
    ...table(
      accessLevels.map((level) => [level, accessAbout[level]]),
      width,
    ),
    ...indented(
      'Default: owner where a required belongsTo=User is there, else authenticated; public in a project without users.',
      width,
    ),
    '',
    'Operations:',
    ...table(
      operations.map((operation) => [operation, operationAbout[operation]]),
      width,
    ),
    ...indented('Default: all of them.', width),
  ].join('\n');
}

const settingWord = (word: string): string => (settings.some((known) => known === word) ? `${word}=` : word);

const indented = (text: string, width: number): string[] => wrapped(`  ${text}`, width, '  ');

function table(rows: readonly (readonly [word: string, about: string])[], width: number): string[] {
  const column = Math.max(...rows.map(([word]) => word.length)) + 4;
  return rows.flatMap(([word, about]) =>
    wrapped(`  ${word.padEnd(column - 2)}${about}`, width, ' '.repeat(Math.min(column, width / 2))),
  );
}
