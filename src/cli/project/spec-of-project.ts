import type { Manifest } from '../../core/manifest-shape.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { isAdapter, type PlinthFeature } from '../../roles/tools.js';

/** A project as a spec file: what `create-plinth --from` makes it of. */
export async function specOfProject(
  manifest: Manifest,
  catalogue: readonly PlinthFeature[],
): Promise<string> {
  const { specText } = await import('../../resource/spec/spec-file.js');
  const chosen = catalogue.filter(
    (feature) => feature.id in manifest.features && feature.foundation !== true && !isAdapter(feature),
  );
  const answers = Object.fromEntries(
    chosen.flatMap(({ id, questions }) => {
      const given = Object.entries(manifest.features[id] ?? {}).filter(
        ([key, value]) => questions[key]?.default !== value,
      );
      return given.length === 0 ? [] : [[id, Object.fromEntries(given)] as const];
    }),
  );
  return specText({
    name: manifest.name,
    framework: manifest.framework,
    database: manifest.database,
    packageManager: manifest.packageManager,
    features: chosen.map(({ id }) => id),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(manifest.user !== undefined && { userFields: manifest.user.fields }),
    ...(manifest.roles !== undefined && { roles: manifest.roles }),
    resources: Object.values(manifest.resources).map(written),
  });
}

/** Without what is so where nothing is said. */
function written(resource: Resource): ParsedResource {
  const { softDelete, tests, ...rest } = parsedOf(resource);
  return { ...rest, ...(softDelete === true && { softDelete }), ...(tests === false && { tests }) };
}
