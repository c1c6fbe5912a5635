import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../config/config.js';

/** Something served beside the API, outside /api/v1, that may describe its operations. */
export interface Page {
  readonly title: string;
  readonly path: string;
  readonly isOn: (config: Config) => boolean;
  readonly setUp: (app: NestExpressApplication) => void;
}
