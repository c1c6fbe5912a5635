import { installedModules } from './dependencies.js';
import { oracleModules } from './oracles.js';

/** Before the first test: on a fresh machine the installs take longer than any one test may. */
export default async function installs(): Promise<void> {
  await installedModules();
  await oracleModules();
}
