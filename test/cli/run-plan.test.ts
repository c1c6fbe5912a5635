import { describe, expect, it } from 'vitest';
import { type PlanRun, runPlan } from '../../src/cli/running/run-plan.js';
import type { Globals, Session } from '../../src/cli/world.js';
import type { Plan } from '../../src/core/plan.js';
import { Project } from '../../src/core/project.js';
import { type FakeOptions, type FakeWorld, fakeWorld } from './fake-world.js';

const install = { run: ['npm', 'install'], because: 'package.json lists new dependencies' } as const;
const project = Project.empty().write('package.json', '{}\n');
const plan: Plan = {
  changes: project.changes(),
  tasks: [install],
  manual: [],
  notes: ['Have fun.'],
  seen: new Map(),
  project,
  edits: new Map(),
};
const manual = [{ path: 'src/app.ts', what: 'mount it', reason: 'the list is gone', snippet: 'mount(it);' }];

function session(world: FakeWorld, flags: Partial<Globals> = {}): Session {
  const globals = {
    dryRun: false,
    json: false,
    yes: false,
    strict: false,
    quiet: false,
    verbose: false,
    color: true,
    cwd: '.',
  };
  return {
    world,
    globals: { ...globals, ...flags },
    prompts: undefined,
    asking: undefined,
    started: world.clock(),
    moment: world.clock(),
  };
}

async function ran(of: Partial<PlanRun>, options: FakeOptions = {}, flags: Partial<Globals> = {}) {
  const world = fakeWorld(options);
  const events: string[] = [];
  const run: PlanRun = {
    command: 'create',
    plan,
    cwd: '/tmp/my-api',
    headline: 'Created my-api',
    next: ['npm run dev'],
    commit: async () => void events.push('commit'),
    ...of,
  };
  const result = await runPlan(run, session(world, flags));
  return { result, world, events };
}

describe('delivering a plan', () => {
  it('commits, then runs the tasks, then says what was done and what is next', async () => {
    const { result, world, events } = await ran({});
    expect(events).toEqual(['commit']);
    expect(world.ran).toEqual(['npm install']);
    expect(result).toMatchObject({ exitCode: 0, work: { tasks: [{ status: 'done' }] } });
    expect(result.text).toContain('Created my-api in 0 ms.');
    expect(result.text).toContain('Next steps:\n  npm run dev');
    expect(result.text).toContain('Have fun.');
    expect(world.printed()).toEqual({ stdout: '', stderr: 'npm install…\ndone: npm install (0 ms)\n' });
  });

  it('writes nothing in a dry run, and shows the diff', async () => {
    const { result, world, events } = await ran({}, {}, { dryRun: true });
    expect([events, world.ran]).toEqual([[], []]);
    expect(result.text).toContain('+++ b/package.json');
    expect(result.work?.tasks).toEqual([{ ...install, status: 'not run' }]);
  });

  it('ends with 3 where a step is left, in a dry run too', async () => {
    expect((await ran({ plan: { ...plan, manual } })).result.exitCode).toBe(3);
    const dry = await ran({ plan: { ...plan, manual } }, {}, { dryRun: true });
    expect(dry.result.exitCode).toBe(3);
    expect(dry.world.printed().stderr).toContain('mount(it);');
  });

  it('refuses a step that would be left, before the commit, under --strict', async () => {
    const events: string[] = [];
    const commit = async () => void events.push('commit');
    const refused = ran({ plan: { ...plan, manual }, commit }, {}, { strict: true });
    await expect(refused).rejects.toMatchObject({
      exitCode: 1,
      message: 'Refused under --strict: src/app.ts needs a step by hand: mount it.',
    });
    expect(events).toEqual([]);
  });

  it('says that there is nothing to do', async () => {
    const { result, events } = await ran({ plan: { ...plan, changes: [], tasks: [] } });
    expect([result.exitCode, result.text, events]).toEqual([0, 'Nothing to do: it is there already.\n', []]);
  });

  it('tells the steps that are left also under --quiet', async () => {
    const { result, world } = await ran({ plan: { ...plan, manual } }, {}, { quiet: true });
    expect([result.exitCode, result.text]).toEqual([3, '']);
    expect(world.printed().stderr).toContain('mount(it);');
  });

  it('installs the tools of development whatever NODE_ENV says, and runs nothing else that way', async () => {
    const other = { run: ['npm', 'test'], because: 'why not' } as const;
    const { world } = await ran({ plan: { ...plan, tasks: [install, other] } });
    expect(world.environments).toEqual([{ NODE_ENV: 'development', npm_config_include: 'dev' }, undefined]);
  });

  it('prints no progress under --json and --quiet', async () => {
    for (const flag of ['json', 'quiet']) {
      const { world } = await ran({}, {}, { [flag]: true });
      expect(world.printed()).toEqual({ stdout: '', stderr: '' });
    }
  });
});

describe('a failing install', () => {
  it('leaves the project, says so, and gives the command to repeat', async () => {
    const programs = { 'npm install': { code: 1, tail: ['npm error ECONNREFUSED'] } };
    const { result, events } = await ran({}, { programs });
    expect(events).toEqual(['commit']);
    expect(result.exitCode).toBe(1);
    expect(result.problem?.message).toContain('"npm install" failed');
    expect(result.problem?.remedy).toContain('npm error ECONNREFUSED');
    expect(result.problem?.remedy).toContain('cd /tmp/my-api && npm install');
    expect(result.text).not.toContain('npm run dev');
  });

  it('stops what would come after it', async () => {
    const tasks = [install, { run: ['npm', 'run', 'migrate'], because: 'new tables' }] as const;
    const programs = { 'npm install': { code: 1 } };
    const { result, world } = await ran({ plan: { ...plan, tasks } }, { programs });
    expect(world.ran).toEqual(['npm install']);
    expect(result.work?.tasks.map(({ status }) => status)).toEqual(['failed', 'not run']);
  });
});

it('tells what is missing when it is interrupted during the install', async () => {
  const programs = { 'npm install': { code: 130 } };
  const { result } = await ran({}, { programs, interruptTasks: true });
  expect(result.exitCode).toBe(130);
  expect(result.problem?.message).toBe("Interrupted. The project's files are complete.");
  expect(result.problem?.remedy).toContain('cd /tmp/my-api && npm install');
});
