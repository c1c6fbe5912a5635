import { ran } from './migrations.js';
import { type Finding, ok, type Seen } from './finding.js';
import { asked, type Setup, STOPPED } from './setup.js';

/** What the program says of a database, on a line of its own. */
type Answer =
  | { readonly outcome: 'answered'; readonly version: string; readonly migrations: readonly string[] | null }
  | { readonly outcome: 'refused'; readonly code?: string; readonly message: string }
  | { readonly outcome: 'no driver' };

const MARK = 'plinth ';

/** Run by the project's Node with the project's own pg. It only reads; the URL is in its environment, which other users cannot see. */
const program = `
const say = (answer) => console.log('${MARK}' + JSON.stringify(answer));
const { PLINTH_DATABASE_URL, PLINTH_DATABASE_PASSWORD } = process.env;
const url = new URL(PLINTH_DATABASE_URL);
if (PLINTH_DATABASE_PASSWORD) url.password = encodeURIComponent(PLINTH_DATABASE_PASSWORD);
const look = async ({ default: { Client } }) => {
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 3000, query_timeout: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const rows = async (sql) => (await client.query(sql)).rows;
    const [{ version }] = await rows("SELECT current_setting('server_version') AS version");
    const [{ made }] = await rows("SELECT to_regclass('\\"migrations\\"')::text AS made");
    const names = made === null ? null : (await rows('SELECT name FROM "migrations"')).map(({ name }) => name);
    say({ outcome: 'answered', version, migrations: names });
  } catch ({ code, message }) {
    say({ outcome: 'refused', code, message: String(message) });
  } finally {
    await client.end().catch(() => {});
  }
};
await import('pg').then(look, () => say({ outcome: 'no driver' }));
`;

/** Logs in as the service would, and asks for the version and the migrations that were run. */
export async function queried(setup: Setup, url: string): Promise<readonly Seen[]> {
  const { shell, machine, disk, environment } = setup;
  const password = environment.value('DATABASE_PASSWORD');
  const env = {
    PLINTH_DATABASE_URL: url,
    ...(password !== undefined && { PLINTH_DATABASE_PASSWORD: password }),
  };
  const argv = [machine.node, '--input-type=module', '--eval', program] as const;
  const { code, tail } = await asked(shell, argv, disk.root, env);
  const line = tail.findLast((text) => text.startsWith(MARK));
  if (line === undefined)
    return [
      code === STOPPED ? untold('it did not answer in time', 'warning') : untold('Node could not run pg'),
    ];
  const answer = JSON.parse(line.slice(MARK.length)) as Answer;
  if (answer.outcome === 'no driver') return [untold('the package pg is not installed')];
  if (answer.outcome === 'refused') return [refused(answer, [url, password])];
  return [
    ok(`PostgreSQL ${answer.version.split(' ')[0] ?? ''} lets the service in`),
    ...ran(answer.migrations ?? [], setup),
  ];
}

const untold = (why: string, level: Finding['level'] = 'note'): Finding => ({
  code: 'untold',
  level,
  message: `Whether the database lets the service in was not checked: ${why}.`,
  remedy: 'Once the packages are installed and the database answers, run plinth doctor again.',
});

const remedies: Readonly<Record<string, string>> = {
  '28P01': 'Correct the user or the password in DATABASE_URL, or set DATABASE_PASSWORD.',
  '28000': 'Correct the user in DATABASE_URL, or let the server accept it (pg_hba.conf).',
  '3D000': 'Create the database (createdb), or correct its name in DATABASE_URL.',
  '53300': 'Close connections, or raise max_connections of the server.',
  '42501': 'Grant the user of DATABASE_URL what it lacks.',
};

type Refused = Extract<Answer, { readonly outcome: 'refused' }>;

function refused({ code = '', message }: Refused, secrets: readonly (string | undefined)[]): Finding {
  const said = withoutSecrets(message, secrets)
    .replace(/\p{C}+/gu, ' ')
    .slice(0, 200);
  return {
    code: 'refused-by-database',
    level: 'fault',
    message: `The database does not let the service in: ${said}${code === '' ? '' : ` (${code})`}.`,
    remedy: remedies[code] ?? 'Correct DATABASE_URL, or the settings of the server.',
  };
}

/** A driver may repeat what it was given. */
function withoutSecrets(message: string, [url = '', password]: readonly (string | undefined)[]): string {
  const inUrl = URL.canParse(url) ? new URL(url).password : '';
  const hidden = [url, password ?? '', inUrl, plainText(inUrl)].filter((text) => text !== '');
  return hidden.reduce((text, secret) => text.replaceAll(secret, '…'), message);
}

function plainText(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
