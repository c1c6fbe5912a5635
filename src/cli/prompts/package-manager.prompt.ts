import { UsageError } from '../../core/errors.js';
import type { Prompts } from '../../ports/prompts.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import { callingPackageManager, type PackageManager, packageManagers } from './choices.js';
import type { Input } from '../commands/command.js';
import type { World } from '../world.js';

interface Installing {
  readonly packageManager: PackageManager;
  readonly install: boolean;
}

const none = 'none';

const notInstalled = (id: PackageManager) =>
  new UsageError(
    `${id} is not installed, so it cannot install the dependencies.`,
    `Install ${id}, choose another with --package-manager (${packageManagers.join(', ')}), or add --no-install.`,
  );

/** Which package manager, and whether it installs now: one question over those that are there, the one that started us first. */
export async function askPackageManager(
  options: Input['options'],
  spec: Spec,
  { shell, userAgent }: Pick<World, 'shell' | 'userAgent'>,
  prompts: Prompts | undefined,
): Promise<Installing> {
  const calling = callingPackageManager(userAgent);
  const given = options['packageManager'] ?? spec.packageManager;
  const wanted = options['install'] !== false;
  const known = packageManagers.find((id) => id === given);
  if (known !== undefined || prompts === undefined) {
    const packageManager = known ?? calling;
    if (wanted && !shell.has(packageManager)) throw notInstalled(packageManager);
    return { packageManager, install: wanted };
  }
  const present = packageManagers.filter((id) => shell.has(id));
  const ordered = [...present].sort((one, other) => Number(other === calling) - Number(one === calling));
  const choices = [
    ...ordered.map((value) => ({ value })),
    ...(wanted ? [{ value: none, about: `install nothing now; the files name ${calling}` }] : []),
  ];
  const message = wanted ? 'Install dependencies with?' : 'Which package manager?';
  if (choices.length === 0) return { packageManager: calling, install: false };
  const answer = await prompts.choice({ message, choices });
  return {
    packageManager: packageManagers.find((id) => id === answer) ?? calling,
    install: wanted && answer !== none,
  };
}
