import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutRepository } from './checkout.repository.js';
import { CheckoutService } from './checkout.service.js';
import { Stock } from './stock.js';

@Module({
  controllers: [CheckoutController],
  providers: [
    {
      provide: Stock,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new Stock(manager),
    },
    {
      provide: CheckoutService,
      inject: [DataSource, Stock, appConfig.KEY],
      useFactory: ({ manager }: DataSource, stock: Stock, config: Config) =>
        new CheckoutService(new CheckoutRepository(manager), stock, config.ORDER_MINIMUM),
    },
  ],
  exports: [Stock],
})
export class CheckoutModule {}
