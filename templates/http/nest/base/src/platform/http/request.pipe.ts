import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  StandardSchemaValidationPipe,
} from '@nestjs/common';
import type { z } from 'zod';
import { schemaOf } from './class-schema.js';
import { invalid } from './invalid.js';

type Kind = 'bad-request' | 'unprocessable';

/** Nest's own pipe, with our errors. */
class PartPipe extends StandardSchemaValidationPipe {
  constructor(kind: Kind, what: string) {
    super({
      exceptionFactory: (issues) => invalid(kind, what, issues as readonly z.core.$ZodIssue[]),
    });
  }

  /** A name such as `__proto__` is for the schema to refuse, as any that it does not know. */
  protected override stripProtoKeys(): void {}
}

/** Holds each part of a request against the schema of its parameter, `@Body({ schema })`, or of its class. */
@Injectable()
export class RequestPipe implements PipeTransform {
  readonly #parts: Readonly<Partial<Record<ArgumentMetadata['type'], PipeTransform>>> = {
    body: new PartPipe('unprocessable', 'body'),
    query: new PartPipe('bad-request', 'query'),
    param: new PartPipe('bad-request', 'path'),
  };

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const part = this.#parts[metadata.type];
    const schema = metadata.schema ?? schemaOf(metadata.metatype);
    return part && schema ? part.transform(value, { ...metadata, schema }) : value;
  }
}
