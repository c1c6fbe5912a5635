import type { Type } from '@nestjs/common';
import { PIPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { schemaOf } from './class-schema.js';

/** A parameter of an operation, as its decorator describes it. */
export interface Parameter {
  readonly part: 'body' | 'query' | 'param' | 'other';
  readonly index: number;
  /** Of `@Query('name')`. */
  readonly name?: string;
  readonly hasSchema: boolean;
  /** Of its own, of its method (`@UsePipes`), or of its controller. */
  readonly hasPipes: boolean;
  /** The class or type that the compiler noted: `Object` for an interface. */
  readonly type: unknown;
}

const parts: Readonly<Record<number, Parameter['part']>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'param',
};

interface Noted {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes?: readonly unknown[];
  readonly schema?: unknown;
}

/**
 * The parameters of a controller's method. Nest has no public way to ask for them, so this file alone reads what its
 * decorators note; @nestjs/swagger does the same.
 */
export function parametersOf(controller: Type, method: string): readonly Parameter[] {
  const noted: Record<string, Noted> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {};
  const types: readonly unknown[] =
    Reflect.getMetadata('design:paramtypes', controller.prototype, method) ?? [];
  const isPiped = [controller, controller.prototype[method]].some((place) =>
    Reflect.hasMetadata(PIPES_METADATA, place),
  );
  return Object.entries(noted).map(([key, { index, data, pipes = [], schema }]) => ({
    part: parts[Number(key.split(':')[0])] ?? 'other',
    index,
    ...(typeof data === 'string' && { name: data }),
    hasSchema: (schema ?? schemaOf(types[index])) !== undefined,
    hasPipes: isPiped || pipes.length > 0,
    type: types[index],
  }));
}
