import { engines } from '../../roles/persistence/engines/engines.js';

/** What the command line offers where nothing else declares it. */
export const databases = Object.keys(engines);
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export const presets = ['blank', 'blog', 'shop'] as const;
export const presetAbout: Readonly<Record<(typeof presets)[number], string>> = {
  blank: 'users who sign in, and no resources yet',
  blog: 'users, posts, comments and tags',
  shop: 'users, products with stock, orders and discounts with their rules, reports',
};
export const shells = ['bash', 'zsh', 'fish'] as const;

export type PackageManager = (typeof packageManagers)[number];

/** Where a feature's summary says what it generates, this says who will want it. */
export const frameworkAbout: Readonly<Record<string, string>> = {
  express: 'plain functions and routers: small, explicit, nothing hidden',
  nest: 'modules, controllers, decorators and dependency injection',
};

/** The package manager that started us, from what it says of itself. */
export function callingPackageManager(userAgent: string | undefined): PackageManager {
  const name = userAgent?.split('/')[0];
  return packageManagers.find((known) => known === name) ?? 'npm';
}
