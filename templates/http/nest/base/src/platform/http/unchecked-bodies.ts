import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { parametersOf } from './parameters.js';

/**
 * Refuses to start while an operation takes a body that nothing validates: a class without a schema is a promise of the
 * compiler, which no request keeps.
 */
@Injectable()
export class UncheckedBodies implements OnModuleInit {
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;

  constructor(discovery: DiscoveryService, scanner: MetadataScanner) {
    this.#discovery = discovery;
    this.#scanner = scanner;
  }

  onModuleInit(): void {
    const unchecked = this.#discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const controller = metatype as new () => object;
      return this.#scanner
        .getAllMethodNames(controller.prototype)
        .filter((method) => parametersOf(controller, method).some(isUnchecked))
        .map((method) => `${controller.name}.${method}`);
    });
    if (unchecked.length > 0) {
      throw new Error(
        `Nothing validates the body of ${unchecked.join(', ')}. Give it a schema, @Body({ schema }), or a pipe.`,
      );
    }
  }
}

const isUnchecked = (parameter: ReturnType<typeof parametersOf>[number]): boolean =>
  parameter.part === 'body' && !parameter.hasSchema && !parameter.hasPipes;
