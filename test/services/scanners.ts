import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../support/run.js';
import type { Target } from './targets.js';

interface Site {
  readonly url: string;
  readonly token: string | undefined;
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-scan-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface SqlFindings {
  /** Parameters that it tried, and found nothing wrong with. */
  readonly sound: readonly string[];
  readonly injectable: readonly string[];
  readonly output: string;
}

/** One after the other, on a PostgreSQL: by booleans, errors, unions, stacked statements and time. */
export const sqlmap = (site: Site, targets: readonly Target[]): Promise<SqlFindings> =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'requests'), targets.map((target) => logged(site, target)).join('\n'));
    const args = [
      ...[
        '-l',
        'requests',
        '--ignore-stdin',
        '--batch',
        '--flush-session',
        '--output-dir',
        folder,
        '--disable-coloring',
      ],
      ...['--dbms', 'PostgreSQL', '--technique', 'BEUST', '--level', '1', '--risk', '1', '--time-sec', '2'],
      ...['--ignore-code', '401', '--skip-waf', '--keep-alive', '--threads', '4', '--answers', 'redirect=N'],
    ];
    const { stdout: output } = await mustRun('sqlmap', args, { cwd: folder, env: { HOME: folder } });
    const named = (pattern: RegExp) => [...output.matchAll(pattern)].map(([, name]) => name ?? '');
    return {
      sound: named(/parameter '([^']+)' does not seem to be injectable/g),
      injectable: named(/^Parameter: (.+?) \(/gm),
      output,
    };
  });

/** A request as the log of a proxy has it. */
function logged({ url, token }: Site, { method, path, body }: Target): string {
  const line = '='.repeat(54);
  const headers = [
    `Host: ${new URL(url).host}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json']),
  ];
  const request = [`${method} ${path} HTTP/1.1`, ...headers, '', body ? JSON.stringify(body) : ''].join('\n');
  return [line, `00:00:00  ${url}`, line, request, line, ''].join('\n');
}

const modules = ['sql', 'xss', 'permanentxss', 'exec', 'file', 'crlf', 'redirect', 'methods', 'shellshock'];

/** What it finds wrong with the URLs: `Cross Site Scripting: XSS vulnerability found via injection…`. */
export const wapiti = (site: Site, targets: readonly Target[]): Promise<readonly string[]> =>
  withFolder(async (folder) => {
    const urls = targets.map(({ path }) => `${site.url}${path.replace('*', '')}`);
    const args = [
      ...['--url', `${site.url}/`, '--scope', 'domain', '--depth', '0', '--module', modules.join()],
      ...urls.flatMap((url) => ['--start', url]),
      ...(site.token === undefined ? [] : ['--header', `Authorization: Bearer ${site.token}`]),
      ...['--store-session', folder, '--store-config', folder, '--no-bugreport', '--verbose', '1'],
      ...['--format', 'json', '--output', join(folder, 'report.json')],
    ];
    await mustRun('wapiti', args, { cwd: folder, env: { HOME: folder } });
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
    return Object.entries({ ...report.vulnerabilities, ...report.anomalies }).flatMap(([kind, found]) =>
      found.map(({ info, path, parameter }) => `${kind} in ${path} (${parameter}): ${info}`),
    );
  });

interface Report {
  readonly vulnerabilities: Readonly<Record<string, readonly Finding[]>>;
  readonly anomalies: Readonly<Record<string, readonly Finding[]>>;
}

interface Finding {
  readonly info: string;
  readonly path: string;
  readonly parameter: string | null;
}
