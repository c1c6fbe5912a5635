import { fittingFields } from '../../src/resource/fields/compared-intervals.js';
import type { Resource, ScalarField } from '../../src/resource/model.js';
import type { Json } from './http.js';

const DAY_MS = 86_400_000;

/** How many values a field was given, by its resource and name. */
const given = new Map<string, number>();

/**
 * A body whose values fit bounds that no JSON Schema tells (of numbers that are texts, of days, times and moments), and whose whole numbers
 * between bounds repeat as late as they can: the field may be unique. What is compared with another field is given what fits.
 */
export function bounded(body: Json, resource: Resource): Json {
  const compared = fittingFields(resource);
  const fitting = resource.fields
    .filter((field) => field.kind === 'scalar')
    .map((field) => compared.get(field.name) ?? field)
    .filter(
      ({ name, type, min, max }) =>
        name in body && (['bigint', 'time'].includes(type) || min !== undefined || max !== undefined),
    )
    .flatMap((field) => {
      const place = `${resource.name}.${field.name}`;
      const turn = given.get(place) ?? 0;
      given.set(place, turn + 1);
      const value = within(field, turn);
      return value === undefined ? [] : [[field.name, value] as const];
    });
  return { ...body, ...Object.fromEntries(fitting) };
}

/** Another value each time, as far as there are others. */
function within({ type, min, max, scale }: ScalarField, turn: number): string | number | undefined {
  switch (type) {
    case 'integer':
      return min !== undefined && max !== undefined ? Number(counted(turn, min, max)) : undefined;
    case 'float':
      return Number(min ?? max);
    case 'bigint':
      return String(counted(turn, min, max));
    case 'decimal':
      return scale === 0 ? String(counted(turn, min, max)) : String(min ?? max);
    case 'date':
      return new Date(day(turn, min, max)).toISOString().slice(0, 10);
    case 'datetime':
      return new Date(day(turn, min, max)).toISOString();
    case 'time':
      return timeOfDay(turn, min ?? '00:00:00', max ?? '23:59:59');
    default:
      return undefined;
  }
}

type Bound = string | number | undefined;

/** From the lower bound up and round again, or from the upper one down; from zero where there is none. */
function counted(turn: number, min: Bound, max: Bound): bigint {
  const offset = BigInt(turn);
  if (min === undefined && max === undefined) return offset;
  if (min === undefined) return BigInt(String(max)) - offset;
  const first = BigInt(String(min));
  return first + (max === undefined ? offset : offset % (BigInt(String(max)) - first + 1n));
}

function day(turn: number, min: Bound, max: Bound): number {
  if (min === undefined) return Date.parse(String(max)) - turn * DAY_MS;
  const first = Date.parse(String(min));
  if (max === undefined) return first + turn * DAY_MS;
  return first + ((turn * DAY_MS) % (Date.parse(String(max)) - first + 1));
}

/** With its seconds, as answers have it. */
function timeOfDay(turn: number, min: string | number, max: string | number): string {
  const [first, last] = [min, max].map((bound) => Date.parse(`1970-01-01T${bound}Z`) / 1000);
  const second = Number(counted(turn, first, last));
  return new Date(second * 1000).toISOString().slice(11, 19);
}
