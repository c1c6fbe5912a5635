import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cleanEnvironment, mustRun, run } from '../../support/run.js';
import { freePort, guard } from '../../support/service.js';

/** A Redis of the test's own, with a password, that can be stopped, held and started again. It keeps nothing. */
export class RedisServer {
  readonly #home = mkdtempSync(join(tmpdir(), 'plinth-redis-'));
  readonly #port: number;
  readonly password = randomBytes(12).toString('hex');
  #child: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
  }

  static async onFreePort(): Promise<RedisServer> {
    return new RedisServer(await freePort());
  }

  get url(): string {
    return `redis://:${this.password}@127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const settings = { port: this.#port, bind: '127.0.0.1', requirepass: this.password, dir: this.#home };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn('redis-server', [...args, '--save', '', '--appendonly', 'no'], {
      env: cleanEnvironment(),
      stdio: 'ignore',
      detached: true,
    });
    child.once('error', () => undefined);
    guard('+', child.pid);
    this.#child = child;
    for (let tries = 0; tries < 200; tries += 1) {
      if (child.pid !== undefined && (await this.#cli('PING')).stdout.startsWith('PONG')) return;
      await delay(25);
    }
    throw new Error('No Redis: tests on services need redis-server and redis-cli (Debian: redis-server).');
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    guard('-', child.pid);
  }

  /** It keeps its connections, and does not answer. */
  hold(): void {
    this.#child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child?.kill('SIGCONT');
  }

  async command(...args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await mustRun('redis-cli', [...this.#access, ...args], { cwd: this.#home });
    return stdout.split('\n').filter((line) => line !== '');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  get #access(): readonly string[] {
    return ['-h', '127.0.0.1', '-p', String(this.#port), '-a', this.password, '--no-auth-warning', '--raw'];
  }

  async #cli(...args: readonly string[]) {
    return run('redis-cli', [...this.#access, ...args], { cwd: this.#home, timeoutMs: 2_000 });
  }
}
