/** The text of a manifest with these resources, by name. */
export const manifestOf = (resources: Readonly<Record<string, object>>): string =>
  JSON.stringify({
    plinth: '0.1.0',
    name: 'x',
    framework: 'express',
    database: 'postgres',
    packageManager: 'npm',
    features: {},
    resources,
  });
