import { addressIn, reasonOf, shown } from './addresses.js';
import { embedded } from './embedded.js';
import { type Finding, ok } from './finding.js';
import { queried } from './query.js';
import { type Check, LIMIT_MS } from './setup.js';

const NAME = 'DATABASE_URL';

/** The database that the service would use: the one of DATABASE_URL, else the embedded one. */
export const database: Check = async (setup) => {
  const url = setup.environment.value(NAME);
  if (url === undefined) return setup.environment.value('NODE_ENV') === 'production' ? [] : embedded(setup);
  const address = addressIn(url, ['postgres:', 'postgresql:'], 5432);
  if (address === undefined) return [badUrl];
  // A socket of this machine, which is no matter of the network.
  const isSocket = new URL(url).searchParams.get('host') !== null;
  const flaw = isSocket ? undefined : await setup.network.connects(address, LIMIT_MS);
  if (flaw !== undefined) return [unreachable(shown(address), flaw)];
  return [
    ...(isSocket ? [] : [ok(`The database takes connections at ${shown(address)}`)]),
    ...(await queried(setup, url)),
  ];
};

const badUrl: Finding = {
  code: 'bad-value',
  level: 'fault',
  message: `${NAME} is not a URL such as postgresql://user:password@localhost:5432/app.`,
  remedy:
    'Correct it. A password with signs such as @, / or # is put into DATABASE_PASSWORD instead, where nothing is escaped.',
};

const unreachable = (place: string, flaw: string): Finding => ({
  code: 'unreachable-database',
  level: 'fault',
  message: `The database cannot be reached at ${place} (${NAME}): ${reasonOf(flaw)}.`,
  remedy: `Start it, or correct ${NAME}. Without ${NAME}, development uses the embedded database.`,
});
