import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Spec, WrittenResource } from '../fuzz/spec.js';

const folder = fileURLToPath(new URL('schemas/', import.meta.url));

/** The spec files of real schemas, by name without `.yaml`. */
export const schemaNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();

export const schemaPath = (name: string): string => `${folder}${name}.yaml`;

interface SpecFile {
  readonly features: readonly string[];
  readonly resources: Readonly<
    Record<
      string,
      Omit<WrittenResource, 'name' | 'fields'> & { readonly fields: Readonly<Record<string, string>> }
    >
  >;
}

/** A schema as one project of law 11. */
export function schemaSpec(name: string, framework: string): Spec {
  const { features, resources } = parse(readFileSync(schemaPath(name), 'utf8')) as SpecFile;
  const cluster = Object.entries(resources).map(([resource, { fields, ...options }]) => ({
    ...options,
    name: resource,
    fields: Object.entries(fields).map(([field, text]) => `${field}:${text}`),
  }));
  return { framework, features, clusters: [cluster] };
}
