import type { Resource } from '../../../src/resource/model.js';
import { foreignKeyName } from '../../../src/resource/names.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import { type Answer, Client, expected, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { itemPath, listPath, tableOf } from '../world.js';

const d14: Check = {
  item: 'D14',
  title: 'an ETag names the version of its row, whatever is included, also to who writes through a proxy',
  how: 'With `?include=` it is `"version.digest"`: If-Match compares the version, If-None-Match all of it. With TRUST_PROXY a weak tag in If-Match counts as the strong one it was before a proxy compressed the answer.',
  async run(subject) {
    const live = await subject.live();
    const kinds = live.world.resources
      .map((resource) => ({ resource, includes: includesOf(live, resource) }))
      .filter(({ resource }) => writesOf(live, resource).length > 0);
    if (kinds.length === 0) return doesNotApply('no row can be changed');
    const behind = await subject.boot({ env: { TRUST_PROXY: '1' } });
    const proxied = new Client(behind.url);
    const tries = kinds.flatMap((kind) => [
      () => flawsOfWriting(live, kind),
      () => flawsOfReading(live, kind),
      () => flawsOfProxies(live, kind, proxied),
    ]);
    try {
      noFlaws(await flawsOfAll(subject, tries));
    } finally {
      proxied.close();
      await behind.stop();
    }
  },
};

interface Kind {
  readonly resource: Resource;
  readonly includes: readonly string[];
}

function includesOf({ document }: Live, resource: Resource): readonly string[] {
  const parameters = document.find('get', itemPath(resource))?.queryParameters ?? [];
  const pattern = parameters.find(({ name }) => name === 'include')?.schema['pattern'];
  return /\(\?:([\w|]+)\)/.exec(String(pattern))?.[1]?.split('|') ?? [];
}

const writesOf = ({ document }: Live, resource: Resource): readonly string[] =>
  ['patch', 'put', 'delete'].filter((method) => document.find(method, itemPath(resource)));

/** The row alone, with each of its relations, and with all. */
const queriesOf = ({ includes }: Kind): readonly string[] =>
  [...new Set(['', ...includes, includes.join(',')])].map((names) => (names ? `?include=${names}` : ''));

interface Row {
  readonly path: string;
  readonly token: string | undefined;
}

async function newRow({ world }: Live, resource: Resource): Promise<Row> {
  const token = (await world.writerOf(resource))?.token;
  return { path: `${listPath(resource)}/${String((await world.create(resource))['id'])}`, token };
}

const read = async ({ client }: Live, { path, token }: Row, query: string): Promise<Answer> =>
  expected(await client.get(`${path}${query}`, { token }), 200);

/** A write of a row, on the condition that it is as the tag says. */
async function write(
  { document, world }: Live,
  { path, token }: Row,
  { client, method, tag, resource }: { client: Client; method: string; tag: string; resource: Resource },
): Promise<Answer> {
  const operation = document.find(method, itemPath(resource));
  const body = operation?.body && (await world.bodyFor(operation));
  return client.ask(method, path, { token, body, headers: { 'if-match': tag } });
}

const mustBe = (what: string, answer: Answer, ...statuses: readonly number[]): readonly string[] =>
  statuses.includes(answer.status) ? [] : [`${what}: ${show(answer)}`];

/** Writes a row with a tag. */
type Ask = (tag: string) => Promise<Answer>;

/** The flaws of each way to read a row and to write it, by the tag that the reader got. */
async function flawsOfEach(
  live: Live,
  { kind, client }: { readonly kind: Kind; readonly client: Client },
  flawsOf: (ask: Ask, tag: string, query: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { resource } = kind;
  const flaws: string[] = [];
  for (const query of queriesOf(kind)) {
    for (const method of writesOf(live, resource)) {
      const row = await newRow(live, resource);
      const tag = String((await read(live, row, query)).headers.etag);
      const ask: Ask = (given) => write(live, row, { client, method, tag: given, resource });
      flaws.push(...(await flawsOf(ask, tag, query)));
    }
  }
  return flaws;
}

/** Whoever read the row, with or without others, may write it once. */
const flawsOfWriting = (live: Live, kind: Kind): Promise<readonly string[]> =>
  flawsOfEach(live, { kind, client: live.client }, async (ask, tag, query) => [
    ...mustBe(`a weak tag of ${query || 'the row'} is taken`, await ask(`W/${tag}`), 412),
    ...mustBe(`the tag of ${query || 'the row'} is refused`, await ask(tag), 200, 204),
    ...mustBe(`an old tag of ${query || 'the row'} is taken`, await ask(tag), 412, 404),
  ]);

/** Who knows an answer is told of what changed in it, be it another row; and that row has nothing to do with writing this one. */
async function flawsOfReading(live: Live, kind: Kind): Promise<readonly string[]> {
  const { resource, includes } = kind;
  const flaws: string[] = [];
  for (const { name, target, kind: relation } of resource.fields.filter((field) => 'target' in field)) {
    if (relation !== 'belongsTo' || !includes.includes(name)) continue;
    const row = await newRow(live, resource);
    const query = `?include=${name}`;
    const known = await read(live, row, query);
    const tag = String(known.headers.etag);
    const again = (tags: string) =>
      live.client.get(`${row.path}${query}`, { token: row.token, headers: { 'if-none-match': tags } });
    const plain = String((await read(live, row, '')).headers.etag);
    flaws.push(
      ...mustBe('what is known is sent again', await again(tag), 304),
      ...mustBe('what is known, weakly, is sent again', await again(`W/${tag}`), 304),
      ...mustBe(`who knows the row alone is not told its ${name}`, await again(plain), 200),
    );
    const id = objectOf(known)[foreignKeyName(name)];
    if (id === null || id === undefined) continue;
    await change(live, target, String(id));
    flaws.push(...mustBe(`a change of ${name} is not told`, await again(tag), 200));
    const [method] = writesOf(live, resource);
    if (method === undefined) continue;
    const written = await write(live, row, { client: live.client, method, tag, resource });
    flaws.push(...mustBe(`a change of ${name} keeps writers away`, written, 200, 204));
  }
  return flaws;
}

/** Something that can be seen of it. */
async function change({ sql, world }: Live, target: string, id: string): Promise<void> {
  const resource = world.resource(target);
  const what = resource ? "created_at = created_at - interval '1 day'" : "name = name || ' II'";
  await sql.query(`UPDATE ${resource ? tableOf(resource) : 'users'} SET ${what} WHERE id = $1`, [id]);
}

const flawsOfProxies = (live: Live, kind: Kind, client: Client): Promise<readonly string[]> =>
  flawsOfEach(live, { kind, client }, async (ask, tag) => [
    ...mustBe('behind a proxy any weak tag will do', await ask('W/"another"'), 412),
    ...mustBe('behind a proxy a weak tag is refused', await ask(`"another", W/${tag}`), 200, 204),
    ...mustBe('behind a proxy an old weak tag is taken', await ask(`W/${tag}`), 412, 404),
  ]);

export const rowVersionChecks: readonly Check[] = [d14];
