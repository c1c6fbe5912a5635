import type { Facts } from '../tools.js';

/** What a package manager's commands are called, where files name them. */
export interface PackageManager {
  readonly install: string;
  /** Installs exactly what the lockfile says. */
  readonly frozen: string;
  /** The same, without development dependencies. */
  readonly production: string;
  /** Runs a script of package.json: `npm run`. */
  readonly run: string;
  /** Runs a program of an installed package. */
  readonly exec: string;
  readonly test: string;
  readonly start: string;
  readonly audit: string;
  readonly lockfile: string;
  /** Every file that an installation reads. */
  readonly installsFrom: readonly string[];
  /** Brings the package manager itself where only Node is; empty where there is nothing to do. */
  readonly setup: string;
  /** Where an override of a package's version goes: by whom it is asked for, or for all. */
  readonly overrides: 'nested' | 'overrides' | 'resolutions' | 'pnpm-workspace.yaml';
  /** The templates of its own settings. */
  readonly settings?: string;
}

export const packageManagers: Record<Facts['packageManager'], PackageManager> = {
  npm: {
    install: 'npm install',
    frozen: 'npm ci',
    production: 'npm ci --omit=dev',
    run: 'npm run',
    exec: 'npx',
    test: 'npm test',
    start: 'npm start',
    audit: 'npm audit --omit=dev --audit-level=high',
    lockfile: 'package-lock.json',
    installsFrom: ['package.json', 'package-lock.json'],
    setup: '',
    overrides: 'nested',
  },
  pnpm: {
    install: 'pnpm install',
    frozen: 'pnpm install --frozen-lockfile',
    production: 'pnpm install --frozen-lockfile --prod',
    run: 'pnpm',
    exec: 'pnpm',
    test: 'pnpm test',
    start: 'pnpm start',
    audit: 'pnpm audit --prod --audit-level=high',
    lockfile: 'pnpm-lock.yaml',
    installsFrom: ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'],
    setup: 'npm install --global pnpm@10.34.8',
    overrides: 'pnpm-workspace.yaml',
    settings: 'package-managers/pnpm',
  },
  yarn: {
    install: 'yarn install',
    frozen: 'yarn install --frozen-lockfile',
    production: 'yarn install --frozen-lockfile --production',
    run: 'yarn',
    exec: 'yarn',
    test: 'yarn test',
    start: 'yarn start',
    audit: 'yarn audit --groups dependencies --level high',
    lockfile: 'yarn.lock',
    installsFrom: ['package.json', 'yarn.lock', '.yarnrc.yml'],
    setup: 'npm install --global --force yarn@1.22.22',
    overrides: 'resolutions',
    settings: 'package-managers/yarn',
  },
  bun: {
    install: 'bun install',
    frozen: 'bun install --frozen-lockfile',
    production: 'bun install --frozen-lockfile --production',
    run: 'bun run',
    exec: 'bunx',
    test: 'bun run test',
    start: 'bun run start',
    audit: 'bun audit --prod --audit-level=high',
    lockfile: 'bun.lock',
    installsFrom: ['package.json', 'bun.lock'],
    setup: 'npm install --global bun@1.4.5',
    overrides: 'overrides',
  },
};
