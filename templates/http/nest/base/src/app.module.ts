import { type CanActivate, Module, type Type } from '@nestjs/common';
import { CoreModule } from './core/core.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { requestPipeline } from './http/request-pipeline.js';

const guards: readonly Type<CanActivate>[] = [
  // They run in this order, before the access of an operation is decided.
];

@Module({
  imports: [
    // What all of them may inject comes first.
    CoreModule,
    DatabaseModule,
    HealthModule,
  ],
  providers: requestPipeline(guards),
})
export class AppModule {}
