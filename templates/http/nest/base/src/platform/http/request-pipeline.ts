import type { CanActivate, Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestInterceptor } from './request.interceptor.js';
import { RequestPipe } from './request.pipe.js';
import { UncheckedBodies } from './unchecked-bodies.js';

/** What every operation goes through: the guards find out who calls, access is decided, and only then is the request read. */
export function requestPipeline(guards: readonly Type<CanActivate>[]): Provider[] {
  const inOrder = [...guards, AccessGuard];
  return [
    { provide: APP_FILTER, useClass: ProblemFilter },
    ...inOrder.map((useClass) => ({ provide: APP_GUARD, useClass })),
    { provide: APP_INTERCEPTOR, useClass: RequestInterceptor },
    { provide: APP_PIPE, useClass: RequestPipe },
    UncheckedBodies,
  ];
}
