import { UsageError } from '../core/errors.js';
import { isSurelyPlural } from './irregular-words.js';
import { columnName, namesOf, singularOf } from './names.js';
import {
  builtInFields,
  objectWords,
  projectPaths,
  projectTables,
  projectWords,
  systemColumns,
} from './reserved-names.js';
import { fieldError, quote } from './wording.js';

export const longestName = 60;

/** Refuses a resource name that could not be a class, a table, a path and a file. */
export function checkResourceName(name: string, plural?: string): void {
  if (name === '')
    throw new UsageError(
      'The resource has no name.',
      'Name it in the singular and in PascalCase, for example BlogPost.',
    );
  const refuse = (what: string, remedy: string) => {
    throw new UsageError(`Resource ${quote(name)}: ${what}.`, remedy);
  };
  const word = name.toLowerCase();
  shape(name, /^[A-Z][A-Za-z0-9]*$/, 'PascalCase', refuse);
  if (word === 'user')
    refuse(
      'the user entity comes with the features auth-jwt and auth-sessions',
      'Point to it with belongsTo=User, or choose another name, for example Member.',
    );
  if (globalValues.has(name)) refuse('this is a value that every module knows', another(name));
  // The list of migrations and that of entities are in one file.
  if (/\d{13}$/.test(name)) refuse('migrations are called so, by the time they were made', another(name));
  if (projectWords.has(word)) {
    refuse('a project has something of this name in its API document or its database already', another(name));
  }
  if (plural === undefined && isPlural(name)) {
    const singular = singularOf(name);
    const path = namesOf(singular).plural.kebab;
    refuse(
      'this is a plural',
      `Name a resource in the singular: ${singular} (its path is /${path}). If one of them is called ${name}, say what several are: plural=${name}.`,
    );
  }
  const table = namesOf(name, plural).plural.snake;
  if (projectTables.has(table))
    refuse(
      `a project may have a table ${quote(table)} already`,
      `Choose another name, or say what several are: plural=${namesOf(name).camel}Entries.`,
    );
  if (table.length > longestName) refuse(`its table ${quote(table)} has ${table.length} characters`, tooLong);
}

/** What no class may hide, however it is imported elsewhere. */
const globalValues: ReadonlySet<string> = new Set(['NaN', 'Infinity']);

const isPlural = (name: string): boolean => isSurelyPlural(namesOf(name).snake.split('_').at(-1) ?? '');

/** The plural that a resource's writer gives, in PascalCase: `smsMessages` → SmsMessages. */
export function pluralFrom(name: string, plural: string): string {
  if (/\d{13}$/.test(plural))
    throw new UsageError(
      `Resource ${quote(name)}: the plural ${quote(plural)} ends as migrations do, with the time they were made.`,
      'Choose one without 13 digits at its end.',
    );
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(plural) && plural.length <= longestName)
    return plural.charAt(0).toUpperCase() + plural.slice(1);
  throw new UsageError(
    `Resource ${quote(name)}: the plural ${quote(plural)} is not a name.`,
    `Use 1 to ${longestName} letters A-Z, a-z and digits, for example plural=${namesOf(/^[A-Z][A-Za-z0-9]*$/.test(name) ? name : 'BlogPost').plural.camel}.`,
  );
}

/** What a path can be that a resource's writer gives. */
export const ownPath = /^(?=.{1,60}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Refuses a path that could not be a part of a URL and of a permission, or that a project has itself. */
export function checkPath(name: string, path: string): void {
  const refuse = (what: string, remedy: string) => {
    throw new UsageError(`Resource ${quote(name)}: the path ${quote(path)} ${what}.`, remedy);
  };
  if (!ownPath.test(path))
    refuse(
      'is not written in kebab-case',
      `Use 1 to ${longestName} small letters and digits, with - between words and no slashes: path=blog-posts.`,
    );
  if (projectPaths.has(path))
    refuse('is one that a project may have of its own', `Choose another one, for example path=${path}-list.`);
}

// PostgreSQL cuts names at 63 bytes; `_id` must fit as well.
const tooLong = `Use a shorter name: with an _ between its words it may have ${longestName} characters.`;

/** Refuses a field name that could not be a property, a column and a query parameter. `text` is where it stands. */
export function checkFieldName(name: string, text: string): void {
  const refuse = (what: string, remedy: string) => {
    throw fieldError(text, what, remedy);
  };
  const word = name.toLowerCase();
  const rename = `Choose another name, for example ${safe(name)}Value.`;
  if (name === 'then') refuse('an object with "then" is taken for a promise', rename);
  if (objectWords.has(word)) refuse(`${quote(name)} is a name that every object has`, rename);
  shape(name, /^[a-z][A-Za-z0-9]*$/, 'camelCase', (what, remedy) =>
    refuse(`the name ${quote(name)}: ${what}`, remedy),
  );
  if (builtInFields.has(name))
    refuse(`every entity has "${name}" already`, 'Leave it out, or choose another name.');
  const column = columnName(name);
  if (column.length > longestName)
    refuse(`its column ${quote(column)} has ${column.length} characters`, tooLong);
  if (systemColumns.has(column)) refuse(`"${name}" is a system column of PostgreSQL`, rename);
}

/** Refuses what cannot be the name of an entity. */
export function checkTargetName(name: string, text: string): void {
  shape(name, /^[A-Z][A-Za-z0-9]*$/, 'PascalCase', (what, remedy) => {
    throw fieldError(text, `the entity ${quote(name)}: ${what}`, remedy);
  });
}

type Refuse = (what: string, remedy: string) => void;

function shape(name: string, pattern: RegExp, style: 'PascalCase' | 'camelCase', refuse: Refuse): void {
  const remedy = `Use 1 to ${longestName} letters A-Z, a-z and digits in ${style}${proposal(name, style)}.`;
  if (name.length > longestName) refuse(`the name has ${name.length} characters`, remedy);
  if (/^[0-9]/.test(name)) refuse('a name cannot begin with a digit', remedy);
  if (/[^A-Za-z0-9]/.test(name)) refuse('a name has only letters A-Z, a-z and digits', remedy);
  if (!pattern.test(name)) refuse(`a name is written in ${style}`, remedy);
}

/** `, for example BlogPost` for `blog post`; nothing where no name can be made of it. */
function proposal(name: string, style: 'PascalCase' | 'camelCase'): string {
  const parts = name.slice(0, longestName).match(/[A-Za-z0-9]+/g) ?? [];
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  if (!/^[A-Z]/.test(pascal) || (pascal.toLowerCase() === name.toLowerCase() && name.length > longestName))
    return '';
  return `, for example ${style === 'PascalCase' ? pascal : pascal.charAt(0).toLowerCase() + pascal.slice(1)}`;
}

const safe = (name: string) => (/^[a-z][A-Za-z0-9]{0,30}$/.test(name) ? name : 'my');

const another = (name: string) =>
  `Choose another name${/^[A-Za-z0-9]{1,40}$/.test(name) ? `, for example ${name.charAt(0).toUpperCase()}${name.slice(1)}Item` : ''}.`;
