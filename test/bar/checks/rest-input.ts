import { randomBytes } from 'node:crypto';
import type { Resource, ScalarField } from '../../../src/resource/model.js';
import { badBodies, badIds, badQueries, badTexts } from '../bad-values.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws, noOperations } from '../check.js';
import { type Operation, propertiesOf } from '../document.js';
import { type Answer, expected, objectOf, show } from '../http.js';
import { naughtyTries } from '../naughty.js';
import type { Live } from '../subject.js';
import { base, listPath } from '../world.js';
import { flawsOfProblem } from './rest-errors.js';

/** Refused, and by us: 4xx with a problem document. */
function flawsOfRefusal(answer: Answer): readonly string[] {
  if (answer.status < 400 || answer.status >= 500) return [show(answer)];
  return answer.headers['x-request-id'] === undefined ? [] : flawsOfProblem(answer);
}

const r3: Check = {
  item: 'R3',
  title: 'a bad id is 4xx',
  how: 'Ids are parsed as UUIDs before anything else looks at them.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    const operations = document.api.filter(({ pathParameters }) => pathParameters.length > 0);
    if (operations.length === 0) return doesNotApply('no operation takes an id');
    const token = (await world.mighty())?.token;
    const flaws: string[] = [];
    for (const operation of operations) {
      const body = operation.body && (await world.bodyFor(operation));
      for (const id of badIds) {
        const path = operation.path.replaceAll(/\{\w+\}/g, id);
        flaws.push(...flawsOfRefusal(await client.ask(operation.method, path, { token, body })));
      }
    }
    noFlaws(flaws);
  },
};

const r4: Check = {
  item: 'R4',
  title: 'a bad query is 4xx, and nothing unknown is ignored',
  how: 'A query is a strict schema built from the resource; names, repetitions and numbers beyond it are 400.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    if (document.api.length === 0) return noOperations;
    const token = (await world.mighty())?.token;
    const flaws: string[] = [];
    const gets = document.api.filter(({ method }) => method === 'get');
    for (const operation of gets) {
      const path = await world.pathFor(operation);
      for (const query of badQueries) {
        flaws.push(...flawsOfRefusal(await client.get(`${path}?${query}`, { token })));
      }
      for (const { name } of operation.queryParameters) {
        const once = `${encodeURIComponent(name)}=1`;
        flaws.push(...flawsOfRefusal(await client.get(`${path}?${once}&${once}`, { token })));
        flaws.push(...flawsOfRefusal(await client.get(`${path}?${name}[x]=1`, { token })));
        flaws.push(...flawsOfRefusal(await client.get(`${path}?${name}=%00`, { token })));
      }
    }
    for (const operation of document.api.filter(({ method }) => method !== 'get')) {
      const caller = await world.callerOf(operation);
      const path = await world.pathFor(operation);
      const body = operation.body && (await world.bodyFor(operation));
      const answer = await client.ask(operation.method, `${path}?unknown=1`, {
        token: caller?.token,
        body,
      });
      flaws.push(...flawsOfRefusal(answer));
    }
    noFlaws(flaws);
  },
};

const r5: Check = {
  item: 'R5',
  title: 'a bad body is 4xx',
  how: 'The parser refuses what is no UTF-8, too deep or a prototype trick, and schemas everything of a wrong type.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    const operations = document.api.filter(({ body }) => body);
    if (operations.length === 0) return doesNotApply('no operation takes a body');
    const flaws: string[] = [];
    for (const operation of operations) {
      const token = (await world.callerOf(operation))?.token;
      const path = await world.pathFor(operation);
      for (const { name, raw } of badBodies) {
        const answer = await client.ask(operation.method, path, { token, raw });
        flaws.push(...flawsOfRefusal(answer).map((flaw) => `${name}: ${flaw}`));
      }
      const none = await client.ask(operation.method, path, { token });
      flaws.push(...flawsOfRefusal(none).map((flaw) => `no body: ${flaw}`));
      const good = await world.bodyFor(operation);
      for (const key of Object.keys(propertiesOf(document, operation.body))) {
        for (const { name, json } of badTexts) {
          const others = Object.entries(good).filter(([other]) => other !== key);
          const parts = [
            ...others.map(([other, value]) => `${JSON.stringify(other)}:${JSON.stringify(value)}`),
            `${JSON.stringify(key)}:${json}`,
          ];
          const answer = await client.ask(operation.method, path, { token, raw: `{${parts.join(',')}}` });
          flaws.push(...flawsOfRefusal(answer).map((flaw) => `${name} in ${key}: ${flaw}`));
        }
      }
    }
    noFlaws(flaws);
  },
};

/** Text fields that a client writes freely. */
export const freeTexts = (resource: Resource): readonly ScalarField[] =>
  resource.fields.filter(
    (field): field is ScalarField =>
      field.kind === 'scalar' &&
      ['string', 'text'].includes(field.type) &&
      !field.readonly &&
      field.pattern === undefined,
  );

export const uniqueTexts = (resource: Resource): readonly ScalarField[] =>
  freeTexts(resource).filter(({ unique }) => unique);
export const hasUniqueText = (resource: Resource): boolean => uniqueTexts(resource).length > 0;
export const nothingUnique = doesNotApply('no text in it is unique');

const r12: Check = {
  item: 'R12',
  title: 'what is unique is so across spellings',
  how: 'Texts are normalised and trimmed by their schema; unique indexes are over `lower(…)`.',
  async run(subject) {
    const { client, world } = await subject.live();
    if (!world.hasAuth && !world.resources.some(hasUniqueText)) return nothingUnique;
    const flaws: string[] = [];
    const mustConflict = (answer: Answer): void => {
      if (answer.status !== 409) flaws.push(`409 expected: ${show(answer)}`);
    };
    for (const resource of world.resources) {
      for (const field of uniqueTexts(resource)) {
        const text = `Crème ${randomBytes(5).toString('hex')}`;
        expected(await world.tryCreate(resource, { [field.name]: text.normalize('NFC') }), 201);
        mustConflict(await world.tryCreate(resource, { [field.name]: text.normalize('NFD') }));
        mustConflict(await world.tryCreate(resource, { [field.name]: ` ${text} ` }));
        mustConflict(await world.tryCreate(resource, { [field.name]: text.toUpperCase() }));
      }
    }
    if (world.hasAuth) {
      const { email, password } = await world.signUp();
      const loud = email.toUpperCase();
      mustConflict(await client.post(`${base}/auth/register`, { email: loud, password, name: 'Loud' }));
      expected(await client.post(`${base}/auth/login`, { email: loud, password }), 200);
    }
    noFlaws(flaws);
  },
};

const injections: readonly string[] = [
  `'; DROP TABLE users; --`,
  `' OR '1'='1`,
  `" OR ""="`,
  `1) UNION SELECT * FROM users --`,
  `%' AND 1=0 UNION SELECT 1 --`,
  '${7*7} {{7*7}} <%= 7*7 %>',
  '<script>alert(1)</script>',
  `$$; SELECT pg_sleep(5); --`,
  '\\',
  `:id $1 ?`,
  '{"$gt":""}',
  '../../etc/passwd',
  'Robert\r\nSet-Cookie: a=b',
];

const r13: Check = {
  item: 'R13',
  title: 'no text is read as SQL, HTML or a pattern',
  how: 'Values reach the database as parameters only, field names come from allow-lists, and LIKE patterns are escaped.',
  async run(subject) {
    const live = await subject.live();
    const { document, sql, world } = live;
    if (document.api.length === 0) return noOperations;
    const tables = async (): Promise<string> =>
      JSON.stringify(
        (await sql.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).rows,
      );
    const before = await tables();
    const gets = document.api.filter(({ method }) => method === 'get');
    noFlaws(
      await flawsOfAll(subject, [
        ...world.resources.map((resource) => () => flawsOfTexts(live, resource)),
        ...gets.map((operation) => () => flawsOfQueries(live, operation)),
        async () => ((await tables()) === before ? [] : ['tables are gone']),
      ]),
    );
    // Slow, so they come when all else is sound.
    noFlaws(await flawsOfAll(subject, await naughtyTries(live)));
  },
};

async function flawsOfQueries({ client, world }: Live, operation: Operation): Promise<readonly string[]> {
  const token = (await world.mighty())?.token;
  const path = await world.pathFor(operation);
  const flaws: string[] = [];
  for (const { name } of operation.queryParameters) {
    for (const text of injections) {
      const started = Date.now();
      const query = `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
      const answer = await client.get(`${path}?${query}`, { token });
      if (answer.status >= 500 || Date.now() - started > 4_000) flaws.push(show(answer));
    }
  }
  return flaws;
}

/** Stored and found as written; `%` and `_` of a search are letters like any other. */
async function flawsOfTexts(live: Live, resource: Resource): Promise<readonly string[]> {
  const { client, world } = live;
  const token = (await world.writerOf(resource))?.token;
  const flaws: string[] = [];
  for (const field of freeTexts(resource).filter(({ hidden }) => !hidden)) {
    for (const text of injections) {
      const value = `${text} ${randomBytes(3).toString('hex')}`.slice(0, Number(field.max ?? 200));
      const answer = await world.tryCreate(resource, { [field.name]: value });
      const kept = answer.status === 201 && objectOf(answer)[field.name] === value;
      const refused = answer.status >= 400 && answer.status < 500;
      if (!kept && !refused) flaws.push(show(answer));
      if (String(answer.headers['content-type']).includes('html')) flaws.push(`HTML: ${show(answer)}`);
      if (answer.headers['set-cookie']) flaws.push(`a header was injected: ${show(answer)}`);
    }
    if (!field.searchable) continue;
    const marker = randomBytes(4).toString('hex');
    await world.create(resource, { [field.name]: `${marker} plain` });
    for (const wild of [`${marker}%plain`, `${marker}_plain`]) {
      const answer = await client.get(`${listPath(resource)}?search=${encodeURIComponent(wild)}`, { token });
      if (answer.status !== 200 || answer.text.includes(marker)) flaws.push(`a pattern: ${show(answer)}`);
    }
  }
  return flaws;
}

export const restInputChecks: readonly Check[] = [r3, r4, r5, r12, r13];
