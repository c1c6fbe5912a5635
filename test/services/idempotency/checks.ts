import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type Check, noFlaws } from '../../bar/check.js';
import { type Answer, Client, expected, objectOf, show } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base, type Person } from '../../bar/world.js';
import { countOf, query, untilWaiting, whileLocked } from '../working.js';

const posts = `${base}/posts`;

/** No answers of checks before, nor their posts. */
export const removeAnswers = async (subject: Subject): Promise<void> => {
  await query(subject, 'DROP TRIGGER IF EXISTS break_answers ON idempotency_keys');
  await query(subject, 'DELETE FROM idempotency_keys');
  await query(subject, 'DELETE FROM posts');
};

const bodyOf = (title: string) => ({ title, content: 'Words', published: true });

const send = (
  client: Client,
  { token }: Pick<Person, 'token'>,
  key: string,
  body: object = bodyOf('Once'),
  path = posts,
): Promise<Answer> => client.post(path, body, { token, headers: { 'idempotency-key': key } });

const isRepeated = ({ headers }: Answer): boolean => headers['idempotent-replayed'] === 'true';

/** Runs the work while every write to posts waits. */
const whilePostsWait = <Result>(subject: Subject, work: () => Promise<Result>): Promise<Result> =>
  whileLocked(subject, 'LOCK TABLE posts IN EXCLUSIVE MODE', work);

export const idempotencyChecks: readonly Check[] = [
  {
    item: 'I1',
    title:
      'a POST that is sent again with its key happens once, and gets the same answer: status, headers, body',
    how: 'The answer is kept by user and key, in the transaction of what was done.',
    async run(subject) {
      const { client, world } = await subject.live();
      const person = await world.signUp();
      const first = expected(await send(client, person, 'one'), 201);
      assert.ok(!isRepeated(first), 'the first answer says that it is repeated');
      for (const time of [2, 3]) {
        const again = await send(client, person, 'one');
        assert.equal(again.text, first.text, `time ${time} gets another answer: ${show(again)}`);
        assert.equal(again.status, 201);
        for (const name of ['location', 'etag', 'content-type', 'cache-control']) {
          assert.equal(again.headers[name], first.headers[name], `${name} is another`);
        }
        assert.ok(isRepeated(again), 'nothing says that the answer is repeated');
      }
      assert.equal(await countOf(subject, 'posts'), 1, 'it happened again');
      expected(await send(client, person, 'two'), 201);
      assert.equal(await countOf(subject, 'posts'), 2);
    },
  },
  {
    item: 'I2',
    title: 'a key belongs to one request: with another body or path, or for another role, it is 422',
    how: 'A hash of role, scopes, method, URL and body is compared.',
    async run(subject) {
      const { client, world } = await subject.live();
      const person = await world.signUp();
      const first = expected(await send(client, person, 'one'), 201);
      const postId = String(objectOf(first)['id']);
      const flaws: string[] = [];
      const refused = async (what: string, answer: Promise<Answer>): Promise<void> => {
        const { status, text } = await answer;
        if (status !== 422 || !text.includes('another request')) flaws.push(`${what} is ${status}`);
      };
      await refused('another body', send(client, person, 'one', bodyOf('Twice')));
      await refused('another path', send(client, person, 'one', { body: 'x', postId }, `${base}/comments`));
      await query(subject, `UPDATE users SET role = 'admin' WHERE id = '${person.id}'`);
      await refused('another role', send(client, person, 'one'));
      noFlaws(flaws);
      assert.equal(await countOf(subject, 'posts'), 1);
      assert.equal(await countOf(subject, 'comments'), 0);
    },
  },
  {
    item: 'I3',
    title: 'while a request is being handled another with its key is 409 at once; of 20 at once one happens',
    how: 'An advisory lock of the transaction, which is tried and not waited for.',
    async run(subject) {
      const { client, world } = await subject.live();
      const person = await world.signUp();
      const slow = await whilePostsWait(subject, async () => {
        const first = send(client, person, 'slow');
        first.catch(() => {});
        await untilWaiting(subject, 1);
        const second = await Promise.race([send(client, person, 'slow'), delay(3_000, undefined)]);
        assert.equal(second?.status, 409, 'the second request waits for the first');
        assert.match(String(objectOf(second)['detail']), /being handled/);
        return [first];
      });
      for (const first of slow) expected(await first, 201);
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(client, person, 'many')));
      const others = answers.filter(({ status }) => status !== 201 && status !== 409);
      assert.deepEqual(others.map(show), []);
      const happened = answers.filter((answer) => answer.status === 201 && !isRepeated(answer));
      assert.equal(happened.length, 1, `it happened ${happened.length} times`);
      assert.equal(await countOf(subject, 'posts'), 2, 'there are more rows than keys');
    },
  },
  {
    item: 'I4',
    title:
      'an answer that cannot be kept undoes what was done, and the key is free again; so does a request that fails',
    how: 'Every statement of the handler joins the transaction of the answer.',
    async run(subject) {
      const { client, world } = await subject.live();
      const person = await world.signUp();
      await query(
        subject,
        `CREATE OR REPLACE FUNCTION break_answers() RETURNS trigger LANGUAGE plpgsql
         AS $$ BEGIN RAISE EXCEPTION 'no answers today'; END $$`,
      );
      await query(
        subject,
        `CREATE TRIGGER break_answers BEFORE INSERT ON idempotency_keys
         FOR EACH ROW EXECUTE FUNCTION break_answers()`,
      );
      const broken = await send(client, person, 'one');
      assert.equal(broken.status, 500, show(broken));
      assert.equal(broken.headers['location'], undefined, 'a failure says where the row is');
      assert.equal(await countOf(subject, 'posts'), 0, 'a row is left behind');
      await query(subject, 'DROP TRIGGER break_answers ON idempotency_keys');
      expected(await send(client, person, 'one'), 201);
      expected(await send(client, person, 'two', { title: '' }), 422);
      expected(await send(client, person, 'two', bodyOf('Mended')), 201);
      assert.equal(await countOf(subject, 'posts'), 2);
    },
  },
  {
    item: 'I5',
    title: 'a process that is killed in the middle of a request leaves nothing behind, and its key is free',
    how: 'Lock, rows and answer are those of one transaction, which ends with the connection.',
    async run(subject) {
      const { client, world } = await subject.live();
      const person = await world.signUp();
      const doomed = await subject.boot();
      const there = new Client(doomed.url);
      await whilePostsWait(subject, async () => {
        const lost = send(there, person, 'lost').then(
          () => 'answered',
          () => 'lost',
        );
        await untilWaiting(subject, 1);
        doomed.signal('SIGKILL');
        assert.equal(await lost, 'lost');
      });
      there.close();
      await doomed.stop();
      // The server notices that nobody is there when it has something to say.
      let answer = await send(client, person, 'lost');
      for (let tries = 0; answer.status === 409 && tries < 100; tries += 1) {
        await delay(100);
        answer = await send(client, person, 'lost');
      }
      assert.equal(answer.status, 201, `the key is not free: ${show(answer)}`);
      assert.equal(await countOf(subject, 'posts'), 1, 'it happened again');
    },
  },
  {
    item: 'I6',
    title: 'the keys of one user say nothing to another, and one who is let do it no more gets no old answer',
    how: 'A key is found by its user; who may call is asked before.',
    async run(subject) {
      const { client, world } = await subject.live();
      const [one, other] = [await world.signUp(), await world.signUp()];
      const first = objectOf(expected(await send(client, one, 'same'), 201));
      const answer = await send(client, other, 'same');
      assert.equal(answer.status, 201, 'somebody uses up the keys of another');
      assert.notEqual(objectOf(answer)['id'], first['id'], 'somebody gets the answer of another');
      await query(subject, `UPDATE users SET disabled = true WHERE id = '${one.id}'`);
      assert.equal((await send(client, one, 'same')).status, 401, 'an answer is given to nobody');
    },
  },
  {
    item: 'I7',
    title: 'operations on accounts take no key, and what they answer is not kept; a key that is none is 400',
    how: 'The header says which operations take it; the document names it there, and CORS allows it.',
    async run(subject) {
      const { client, world, document } = await subject.live();
      const person = await world.signUp();
      const { email, password } = person;
      const headers = { 'idempotency-key': 'one' };
      const logins = [];
      for (const _ of [1, 2]) {
        const answer = await client.post(`${base}/auth/login`, { email, password }, { headers });
        logins.push(objectOf(expected(answer, 200))['accessToken']);
      }
      assert.notEqual(logins[0], logins[1], 'a token is given again');
      const wanted = { name: 'A program', scopes: ['posts:*'], expiresAt: null };
      expected(await send(client, person, 'one', wanted, `${base}/auth/api-keys`), 201);
      assert.equal(await countOf(subject, 'idempotency_keys'), 0, 'an answer with a secret is kept');
      for (const key of ['a b', 'x'.repeat(201)]) {
        const answer = await send(client, person, key);
        assert.equal(answer.status, 400, `a key: ${key}`);
      }
      const takes = document.api.filter(({ headers: names }) => names.includes('Idempotency-Key'));
      const expectedOnes = document.api.filter(
        ({ method, path }) => method === 'post' && !path.startsWith(`${base}/auth/`),
      );
      const named = (all: typeof takes) => all.map(({ method, path }) => `${method} ${path}`).toSorted();
      assert.deepEqual(named(takes), named(expectedOnes), 'the document names other operations');
    },
  },
  {
    item: 'I8',
    title: 'an answer is kept for a day; then the key is free, and old answers go, some with each request',
    how: 'Those that nobody else is removing: no request waits for another.',
    async run(subject) {
      const { client, world } = await subject.live();
      const [person, other] = [await world.signUp(), await world.signUp()];
      for (const key of ['one', 'two']) expected(await send(client, other, key), 201);
      expected(await send(client, person, 'one'), 201);
      const age = (hours: number): Promise<unknown> =>
        query(subject, `UPDATE idempotency_keys SET created_at = now() - interval '${hours} hours'`);
      await age(23);
      assert.ok(isRepeated(await send(client, person, 'one')), 'an answer is not kept for a day');
      await age(25);
      assert.ok(!isRepeated(await send(client, person, 'one')), 'a key is kept for longer');
      assert.equal(await countOf(subject, 'idempotency_keys'), 1, 'old answers stay');
      await age(25);
      await whileLocked(subject, 'SELECT 1 FROM idempotency_keys FOR UPDATE', async () => {
        const answer = await Promise.race([send(client, other, 'three'), delay(3_000, undefined)]);
        assert.equal(answer?.status, 201, 'a request waits for who removes old answers');
      });
    },
  },
];
