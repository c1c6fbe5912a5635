import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { validate } from './validate.js';

const kinds = {
  body: ['unprocessable', 'body'],
  query: ['bad-request', 'query'],
  param: ['bad-request', 'path'],
} as const;

/** Holds a part of a request against the zod schema of its parameter: `@Body({ schema })`. */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { type, schema }: ArgumentMetadata): unknown {
    if (schema === undefined || !Object.hasOwn(kinds, type)) return value;
    const [kind, what] = kinds[type as keyof typeof kinds];
    return validate(schema as z.ZodType, value, kind, what);
  }
}
