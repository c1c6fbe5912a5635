// Time and peak memory of what people wait for, against `node -e 0` and `cp -r` of the same files. Prints a Markdown table.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = Math.max(5, Number(process.argv[2] ?? 7));
const bin = (name) => join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'bin', `${name}.js`);
const create = [process.execPath, bin('create-plinth')];
const plinth = [process.execPath, bin('plinth')];
const bare = ['--no-install', '--no-git'];
const root = mkdtempSync(join(tmpdir(), 'plinth-bench-'));

// Both make every Node process slower, ours and the one we compare with.
const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

// Each command gets a small parent of its own, which times it and whose start is not counted.
const wrapper = `
const { spawnSync } = require('node:child_process');
const [program, ...args] = process.argv.slice(1);
const began = process.hrtime.bigint();
const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
const ms = Number(process.hrtime.bigint() - began) / 1e6;
process.stdout.write(JSON.stringify({ status, ms, stderr }));`;
// macOS has a /usr/bin/time too, which knows no format.
const gnuTime = spawnSync('/usr/bin/time', ['-f', 'peak %M', 'true']).status === 0;
const reporter = join(root, 'peak.cjs');
writeFileSync(
  reporter,
  "process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`));\n",
);

function watched([program, ...args]) {
  if (gnuTime) return ['/usr/bin/time', '-f', 'peak %M', program, ...args];
  return program === process.execPath ? [program, '--require', reporter, ...args] : [program, ...args];
}

function once(command, cwd, more = {}) {
  const { stdout } = spawnSync(process.execPath, ['-e', wrapper, ...watched(command)], {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  const { status, ms, stderr } = JSON.parse(stdout);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}\n${stderr}`);
  const peak = /peak (\d+)/.exec(stderr)?.[1];
  return { ms, mb: peak === undefined ? undefined : Number(peak) / 1024 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Medians of several runs, each in a fresh state that is not timed. */
function measured(command, { cwd = root, before = () => {}, more = {} } = {}) {
  const results = Array.from({ length: runs }, () => {
    before();
    return once(command, cwd, more);
  });
  const peaks = results.flatMap(({ mb }) => (mb === undefined ? [] : [mb]));
  return { ms: median(results.map(({ ms }) => ms)), mb: peaks.length === 0 ? undefined : Math.max(...peaks) };
}

const at = (name) => join(root, name);
const gone = (name) => () => rmSync(at(name), { recursive: true, force: true });
const fresh = (from, to) => () => {
  gone(to)();
  cpSync(at(from), at(to), { recursive: true });
  // A commit waits for the disk, which is not to be busy with this copy. A file of the last two seconds is read twice, as few are.
  spawnSync('sync');
  spawnSync('sleep', ['2']);
};

/** The blog, and a chain of other resources up to 300. */
function writeSpec(path) {
  const resource = (index) => {
    const parent = index === 0 ? {} : { parent: `belongsTo=Thing${index - 1}:optional` };
    return [
      `Thing${index}`,
      { fields: { name: 'string:max=100:searchable', amount: 'integer:min=0', ...parent } },
    ];
  };
  const resources = Object.fromEntries(Array.from({ length: 300 }, (_, index) => resource(index)));
  writeFileSync(path, JSON.stringify({ name: 'large', features: ['auth-jwt'], resources }));
}

function prepare() {
  once([...create, 'blog', '--preset', 'blog', ...bare], root);
  writeSpec(at('large.json'));
  once([...create, 'large', '--from', 'large.json', ...bare], root);
}

const fields = ['rating:integer:min=1:max=5', 'body:text', 'author:belongsTo=User'];
const review = ['add', 'resource', 'Review', ...fields, '--no-install', '--cwd', 'work'];
const field = ['subtitle:string:optional', '--no-install', '--cwd', 'work'];

function measureAll() {
  const node = measured([process.execPath, '-e', '0']);
  const copied = (name) => measured(['cp', '-r', at(name), at('copy')], { before: gone('copy') });
  const added = (name, how = {}) => measured([...plinth, ...review], { before: fresh(name, 'work'), ...how });
  const grown = (name, resource) =>
    measured([...plinth, 'add', 'field', resource, ...field], { before: fresh(name, 'work') });
  const renamed = (name, resource, from) =>
    measured([...plinth, 'rename', 'field', resource, from, 'heading', '--no-install', '--cwd', 'work'], {
      before: fresh(name, 'work'),
    });
  // As on a machine where no file was edited before: V8 compiles ts-morph.
  const first = {
    before: () => {
      fresh('blog', 'work')();
      gone('cache')();
      mkdirSync(at('cache'));
    },
    more: { XDG_CACHE_HOME: at('cache') },
  };
  return {
    node,
    version: measured([...plinth, '--version']),
    blog: measured([...create, 'work', '--preset', 'blog', ...bare], { before: gone('work') }),
    blogCopy: copied('blog'),
    small: added('blog'),
    cold: added('blog', first),
    large: added('large'),
    field: grown('blog', 'Post'),
    largeField: grown('large', 'Thing150'),
    rename: renamed('blog', 'Post', 'title'),
    largeRename: renamed('large', 'Thing150', 'name'),
    largeCopy: copied('large'),
  };
}

function row(name, { ms, mb }, node, target, met, copy) {
  const cells = [
    name,
    `${ms.toFixed(0)} ms`,
    `${(ms / node.ms).toFixed(1)} x`,
    copy === undefined ? '' : `${(ms / copy.ms).toFixed(1)} x`,
    mb === undefined ? '?' : `${mb.toFixed(0)} MB`,
    target,
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
  return `| ${cells.join(' | ')} |`;
}

const megabytes = 250;

function table(measures) {
  const { node, version, blog, blogCopy, small, cold, large, largeCopy } = measures;
  const { field, largeField, rename, largeRename } = measures;
  const fits = ({ mb }) => (mb ?? 0) <= megabytes;
  const within = (measure, times) => measure.ms <= times * node.ms && fits(measure);
  const inBoth = (name, inBlog, beside) => [
    row(`${name}, in the blog`, inBlog, node, `<= 20 x, ${megabytes} MB`, within(inBlog, 20), blogCopy),
    row(
      `${name}, beside 300 resources`,
      beside,
      node,
      `<= 1.5 x the blog, ${megabytes} MB`,
      beside.ms <= 1.5 * inBlog.ms && fits(beside),
      largeCopy,
    ),
  ];
  return [
    '| command | time (median) | x `node -e 0` | x `cp -r` | peak memory | target | met |',
    '|---|---|---|---|---|---|---|',
    row('`node -e 0`', node, node, ''),
    row('`plinth --version`', version, node, '<= 2 x', within(version, 2)),
    row('`cp -r` of the blog', blogCopy, node, ''),
    row(
      '`create-plinth --preset blog --no-install --no-git`',
      blog,
      node,
      `<= 15 x, ${megabytes} MB`,
      within(blog, 15),
      blogCopy,
    ),
    row(
      '`plinth add resource`, in the blog',
      small,
      node,
      `<= 15 x, ${megabytes} MB`,
      within(small, 15),
      blogCopy,
    ),
    row('the same, for the first time', cold, node, `<= 20 x, ${megabytes} MB`, within(cold, 20), blogCopy),
    row('`cp -r` of 300 resources', largeCopy, node, ''),
    row(
      '`plinth add resource`, beside 300 resources',
      large,
      node,
      `<= 1.3 x the blog, ${megabytes} MB`,
      large.ms <= 1.3 * small.ms && fits(large),
      largeCopy,
    ),
    ...inBoth('`plinth add field`', field, largeField),
    ...inBoth('`plinth rename field`', rename, largeRename),
  ].join('\n');
}

try {
  prepare();
  process.stdout.write(
    `${table(measureAll())}\n\n${runs} runs each; Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? process.arch}\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
