import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Permission } from '../../permissions.js';
import { type Access, requireAccess } from './access.js';
import { actors } from './actor.js';
import { operationPath } from './operation-path.js';

const ACCESS = Symbol('access');

const access = (who: Access) =>
  applyDecorators(SetMetadata(ACCESS, who), ApiExtension('x-access', who));

/** Opens an operation to everybody. Without it, or `@Only(…)`, an operation is for whoever is signed in. */
export const Public = () => access('public');
/** The same where who signs in is told more. */
export const OptionalSignIn = () => access('optional');
export const Only = (who: 'admin' | Permission) => access(who);

/** What an operation, or else its controller, says of who may call it. */
export function accessOf(reflector: Reflector, context: ExecutionContext): Access {
  const places = [context.getHandler(), context.getClass()];
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, places) ?? 'authenticated';
}

@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    const path = operationPath(req.route.path);
    const called = { access: accessOf(this.#reflector, context), method: req.method, path };
    requireAccess(called, actors.get(req));
    return true;
  }
}
