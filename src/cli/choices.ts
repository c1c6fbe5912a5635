import { engines } from '../roles/persistence/engines.js';

/** What the command line offers where nothing else declares it. */
export const databases = Object.keys(engines);
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export const presets = ['blank', 'blog', 'shop'] as const;
export const shells = ['bash', 'zsh', 'fish'] as const;

export type PackageManager = (typeof packageManagers)[number];

/** The package manager that started us, from what it says of itself. */
export function callingPackageManager(userAgent: string | undefined): PackageManager {
  const name = userAgent?.split('/')[0];
  return packageManagers.find((known) => known === name) ?? 'npm';
}
