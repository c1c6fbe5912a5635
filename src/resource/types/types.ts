import type { ScalarField, ScalarType } from '../model.js';
import { bigint } from './bigint.js';
import { boolean } from './boolean.js';
import { date } from './date.js';
import { datetime } from './datetime.js';
import { decimal } from './decimal.js';
import type { TypeDefinition } from './definition.js';
import { email } from './email.js';
import { enumeration } from './enum.js';
import { float } from './float.js';
import { integer } from './integer.js';
import { json } from './json.js';
import { slug } from './slug.js';
import { string } from './string.js';
import { text } from './text.js';
import { time } from './time.js';
import { url } from './url.js';
import { uuid } from './uuid.js';

/** Every type by its name: what the rest of Plinth asks, which knows no type by name. */
export const types: Readonly<Record<ScalarType, TypeDefinition>> = {
  string,
  text,
  email,
  url,
  uuid,
  slug,
  integer,
  bigint,
  float,
  decimal,
  boolean,
  date,
  datetime,
  time,
  json,
  enum: enumeration,
};

export const definitionOf = ({ type }: Pick<ScalarField, 'type'>): TypeDefinition => types[type];
