// What a newcomer sees: a blog backend created, tested, booted and called, then one more resource. Every step is checked.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caller } from './demo/caller.mjs';
import { check, fact, step } from './demo/narrator.mjs';
import { develop, endAll, freePort, npm, run } from './processes.mjs';

const bin = (name) => join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'bin', `${name}.js`);
const parent = mkdtempSync(join(tmpdir(), 'plinth-demo-'));
const dir = join(parent, 'my-blog');
const inProject = { cwd: dir };
const began = performance.now();

async function createIt() {
  await step('create-plinth my-blog --preset blog', async () => {
    const create = ['my-blog', '--preset', 'blog', '--no-install', '--yes', '--json'];
    const { stdout } = await run(process.execPath, [bin('create-plinth'), ...create], { cwd: parent });
    fact(`${JSON.parse(stdout).changes.length} files in ${dir}`);
  });
  await step('npm install', () => npm(['install', '--no-audit', '--no-fund'], inProject));
  await step('npm test', async () => {
    const { stdout } = await npm(['test'], inProject);
    for (const line of stdout.split('\n').filter((text) => /^ +(Test Files|Tests) /.test(text))) {
      fact(line.trim());
    }
  });
}

async function prepare() {
  await step('npm run migrate   (the embedded PostgreSQL, in .data/)', async () => {
    const { stdout } = await npm(['run', 'migrate'], inProject);
    fact(stdout.trim().split('\n').at(-1));
  });
}

async function start(port) {
  let service;
  await step('npm run dev', async () => {
    service = await develop(dir, { port });
    fact(`${service.url}/health/ready answers 200, the docs are at ${service.url}/api-docs`);
  });
  return service;
}

const person = (name) => ({
  email: `${name.toLowerCase()}@example.com`,
  password: randomBytes(12).toString('base64url'),
  name,
});

async function enter(api, user) {
  await api.post('/auth/register', user, { expect: 201 });
  return api.login(user);
}

async function signIn(url) {
  const api = caller(url);
  const [ada, bob, root] = [person('Ada'), person('Bob'), person('Root')];
  return step('Register, log in, make an admin', async () => {
    const author = await enter(api, ada);
    const stranger = await enter(api, bob);
    await enter(api, root);
    await npm(['run', 'user:promote', '--', root.email], inProject);
    fact(`npm run user:promote -- ${root.email}`);
    return { anyone: api, author, stranger, admin: await api.login(root) };
  });
}

async function fill({ admin: root, author, stranger }) {
  return step('A tag, posts with tags, a comment', async () => {
    const tag = await root.post('/tags', { name: 'databases' }, { expect: 201 });
    const posts = [];
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
      const post = {
        title: `Post ${title}`,
        content: 'On keys and rows.',
        published: true,
        tagIds: [tag.id],
      };
      posts.push(await author.post('/posts', post, { expect: 201 }));
    }
    const comment = { body: 'Well said.', postId: posts[0].id };
    await stranger.post('/comments', comment, { expect: 201 });
    return posts;
  });
}

async function readLists({ anyone }) {
  await step('A list by page, and walked by cursor', async () => {
    const page = await anyone.get('/posts?page=2&limit=2&sort=title&include=author,tags', { expect: 200 });
    fact(
      `page ${page.meta.page} of ${page.meta.totalPages}: ${page.data.map(({ title }) => title).join(', ')}`,
    );
    check(page.data.length === 2 && page.meta.total === 5, 'page 2 has 2 of 5 posts');
    const seen = [];
    let cursor = '';
    do {
      const { data, meta } = await anyone.get(`/posts?cursor=${cursor}&limit=2`, { expect: 200 });
      seen.push(...data.map(({ id }) => id));
      cursor = meta.nextCursor;
    } while (cursor !== null);
    fact(`the walk saw ${seen.length} posts`);
    check(seen.length === 5 && new Set(seen).size === 5, 'the walk sees every post once');
  });
}

async function refusals({ stranger, admin: root }, [post]) {
  await step("Somebody else's post, a tag that exists", async () => {
    const patch = await stranger.patch(`/posts/${post.id}`, { title: 'Mine now' }, { expect: 403 });
    fact(JSON.stringify(patch));
    const again = await root.post('/tags', { name: 'Databases' }, { expect: 409 });
    fact(JSON.stringify(again));
    for (const problem of [patch, again]) {
      check(Boolean(problem.title && problem.requestId), 'a refusal is a problem document with a request id');
    }
  });
}

async function stop(service) {
  await step('Ctrl-C', async () => {
    const how = await service.interrupt();
    check(how !== 'SIGKILL', 'it ends by itself');
    fact('it has ended');
  });
}

const review = [
  'Review',
  'rating:integer:min=1:max=5',
  'body:text',
  'post:belongsTo=Post',
  'author:belongsTo=User',
];

async function grow(port) {
  await step(`plinth add resource ${review.join(' ')}`, async () => {
    const { stdout } = await run(process.execPath, [bin('plinth'), 'add', 'resource', ...review], inProject);
    for (const line of stdout
      .trim()
      .split('\n')
      .filter((text) => /^ +edited/.test(text)))
      fact(line.trim());
  });
  await step('npm run typecheck, build, migrate', async () => {
    for (const script of ['typecheck', 'build', 'migrate']) await npm(['run', script], inProject);
  });
  const service = await start(port);
  await step('The new resource answers', async () => {
    await caller(service.url).get('/reviews', { expect: 200 });
    await caller(service.url).post('/reviews', { rating: 5 }, { expect: 401 });
  });
  await stop(service);
}

async function demo() {
  const port = await freePort();
  await createIt();
  await prepare();
  const service = await start(port);
  const people = await signIn(service.url);
  const posts = await fill(people);
  await readLists(people);
  await refusals(people, posts);
  await stop(service);
  await grow(port);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(`\nDone in ${seconds} s. The project is yours:\n\n  cd ${dir}\n  npm run dev\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.stderr.write(`\nInterrupted. The unfinished project is in ${dir}\n`));
}

try {
  await demo();
} catch (error) {
  await endAll();
  process.stderr.write(`\nThe demo failed: ${error.message}\nThe unfinished project is in ${dir}\n`);
  process.exitCode = 1;
}
