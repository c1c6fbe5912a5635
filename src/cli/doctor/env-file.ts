import { few, nearest } from '../../resource/wording.js';
import { ENV_FILE } from './environment.js';
import { type Finding, ok, type Seen } from './finding.js';
import { type Check, type Setup } from './setup.js';
import { textOf } from './text.js';

/** The variables that the service gets, against those that it reads. No message holds a value. */
export const envFile: Check = (setup) => {
  const { environment } = setup;
  const found = [...absent(setup), ...missing(setup), ...unknown(setup)];
  if (environment.known.length === 0) return [...found, untold];
  if (found.length > 0) return found;
  return [
    ok(
      `${environment.inFile.length === 0 ? 'The environment' : ENV_FILE} has every variable that is required`,
    ),
  ];
};

const untold: Finding = {
  code: 'untold',
  level: 'note',
  message:
    'src/config/config.ts has no list of variables that Plinth can read: the environment was not compared.',
  remedy: 'Nothing, if you moved it: the service says at its start what is wrong.',
};

function absent({ environment, manager }: Setup): readonly Finding[] {
  const { file, generated, value } = environment;
  if (file !== undefined || generated.every((name) => value(name) !== undefined)) return [];
  const message = `${ENV_FILE} is missing; development makes one, with random values for ${few(generated)}.`;
  return [{ code: 'no-env-file', level: 'note', message, remedy: `Nothing: ${manager} run dev makes it.` }];
}

function missing({ environment }: Setup): readonly Finding[] {
  const { file, required, generated, value } = environment;
  const isProduction = value('NODE_ENV') === 'production';
  const always = required.filter((name) => !generated.includes(name));
  const wanted = isProduction ? [...always, ...forProduction(environment)] : always;
  const place = file === undefined ? {} : { path: ENV_FILE };
  return wanted
    .filter((name) => value(name) === undefined)
    .map((name) => ({
      code: 'missing-variable',
      level: 'fault',
      message: `${name} is required${isProduction ? ' in production' : ''}, and neither the environment nor ${ENV_FILE} has it.`,
      remedy: `Set it; ${ENV_FILE} takes a line ${name}=…`,
      ...place,
    }));
}

/** Nobody makes up a value there, and no embedded database stands in. A private key takes the place of the secret. */
function forProduction({ known, generated, value }: Setup['environment']): readonly string[] {
  const made =
    value('JWT_PRIVATE_KEY') === undefined ? generated : generated.filter((name) => name !== 'JWT_SECRET');
  return [...made, ...known.filter((name) => name === 'DATABASE_URL')];
}

/** Of what is near to a name that is read, the service never hears. */
function unknown({ disk, environment }: Setup): readonly Seen[] {
  const { file = '', inFile, known, documented } = environment;
  if (known.length === 0) return [];
  const others = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'package.json'].map(
    (path) => textOf(disk, path) ?? '',
  );
  const isRead = (name: string): boolean =>
    known.includes(name) || documented.includes(name) || others.some((text) => text.includes(name));
  return inFile
    .filter((name) => !isRead(name))
    .map((name): Finding => {
      const near = nearest(name, known);
      const line = lineOf(name, file);
      return {
        code: 'unknown-variable',
        level: near === undefined ? 'note' : 'warning',
        message: `${ENV_FILE} has ${name}, and src/config/config.ts does not read it.`,
        remedy: near === undefined ? 'Take it out, where nothing else reads it.' : `Did you mean ${near}?`,
        path: ENV_FILE,
        ...(line > 0 && { line }),
      };
    });
}

/** From 1; 0 where it is written in a way of its own. */
const lineOf = (name: string, text: string): number =>
  text.split('\n').findIndex(
    (line) =>
      line
        .replace(/^\s*export\s+/, '')
        .trim()
        .split('=')[0]
        ?.trim() === name,
  ) + 1;
