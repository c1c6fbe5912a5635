import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** JSON Schemas of zod schemas. Those with an id are told once, under `components`, and referred to. */
export class SchemaComponents {
  readonly #schemas = new Map<string, Json>();

  all(): Json {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  schema(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _, $defs = {}, ...root } = jsonSchema(schema, io);
    for (const [id, definition] of Object.entries($defs as Record<string, Json>)) {
      this.#add(id, definition);
    }
    const { id } = root;
    return typeof id === 'string' ? this.#add(id, root) : (toComponents(root) as Json);
  }

  /** The properties of an object schema, one parameter each. */
  parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, 'input');
    return Object.entries(properties as Record<string, Json>).map(
      ([name, { description, ...rest }]) => ({
        name,
        in: place,
        required: (required as string[]).includes(name),
        ...(description !== undefined && { description }),
        schema: toComponents(rest),
      }),
    );
  }

  #add(id: string, definition: Json): Json {
    const { id: _, ...rest } = definition;
    const schema = toComponents(rest) as Json;
    const known = this.#schemas.get(id);
    if (known && !isDeepStrictEqual(known, schema)) {
      throw new Error(`Two different schemas have the id ${id}.`);
    }
    this.#schemas.set(id, schema);
    return { $ref: `#/components/schemas/${id}` };
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: json }) => {
      // The format says it; the pattern is pages long.
      if (json.format !== undefined) delete json.pattern;
    },
  }) as Json;
}

function toComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string'
        ? child.replace('#/$defs/', '#/components/schemas/')
        : toComponents(child),
    ]),
  );
}
