import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { actors } from './actor.js';

/** The signed-in user; undefined only where an operation is public and the caller sent no token. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  actors.get(context.switchToHttp().getRequest<Request>()),
);
