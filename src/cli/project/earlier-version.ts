import { join } from 'node:path';
import type { Manifest } from '../../core/manifest-shape.js';
import { packageName } from '../../package.js';
import { Interrupted } from '../../ports/prompts.js';
import { inTemporaryFolder } from '../../ports/temporary-folder.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { progress } from '../output/progress.js';
import type { Session } from '../world.js';
import { projectAt } from './open.js';
import { specOfProject } from './spec-of-project.js';

/** An exact version, as a manifest has it. */
const exact = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;

/** The files of a project as the version of Plinth creates them that its manifest names. */
export class EarlierVersion {
  readonly #manifest: Manifest;
  readonly #catalogue: readonly PlinthFeature[];
  readonly #session: Session;
  #files: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(manifest: Manifest, catalogue: readonly PlinthFeature[], session: Session) {
    this.#manifest = manifest;
    this.#catalogue = catalogue;
    this.#session = session;
  }

  /**
   * A file as that version writes it; undefined where it writes none, or where npm cannot get it. npm is asked once, when the first file
   * is: that takes some seconds, and a network unless its cache has the version.
   */
  async text(path: string): Promise<string | undefined> {
    this.#files ??= this.#created();
    return (await this.#files).get(path);
  }

  async #created(): Promise<ReadonlyMap<string, string>> {
    const { plinth: version } = this.#manifest;
    if (!exact.test(version) || !this.#session.world.shell.has('npm')) return new Map();
    const spec = await specOfProject(this.#manifest, this.#catalogue);
    // A package.json of its own: npm looks upwards for one.
    const files = { 'package.json': '{ "private": true }\n', 'plinth.yaml': spec };
    return inTemporaryFolder(files, async (folder) =>
      (await this.#run(folder, version)) ? filesOf(join(folder, 'project')) : new Map(),
    );
  }

  /** Runs that version, without scripts of packages and without waiting long for a network. Whether it has created the project. */
  async #run(cwd: string, version: string): Promise<boolean> {
    const { world, globals } = this.#session;
    const npm = [
      '--yes',
      '--ignore-scripts',
      '--fetch-retries=0',
      '--fetch-timeout=20000',
      '--prefer-offline',
    ];
    const words = ['project', '--from', 'plinth.yaml', '--no-install', '--no-git', '--yes'];
    const argv = ['exec', ...npm, `--package=${packageName}@${version}`, '--', packageName, ...words];
    const isSilent = globals.quiet || globals.json;
    const label = `npm exec ${packageName}@${version}, to see what it wrote`;
    const end = isSilent ? () => {} : progress(world.terminal, world.clock, label);
    const { code } = await world.interruption.guard((signal) =>
      world.shell.run(['npm', ...argv], { cwd, signal }),
    );
    end(code === 0 ? 'done' : code === 130 ? 'interrupted' : 'failed');
    if (code === 130) throw new Interrupted('Nothing was written.');
    return code === 0;
  }
}

function filesOf(folder: string): ReadonlyMap<string, string> {
  const { project } = projectAt(folder);
  return new Map(project.list().flatMap((path) => [[path, project.read(path) ?? '']]));
}
