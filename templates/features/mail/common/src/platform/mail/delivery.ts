import { join } from 'node:path';
import type { AppContext } from '../context.js';
import { toFiles } from './files.js';
import type { Deliver } from './mailing.js';
import { toServer } from './server.js';

const FOLDER = join('.data', 'mail');

/** To the mail server or, where the configuration names none, into files: in development nobody has to run one. */
export const deliveryOf = ({ config, logger }: Pick<AppContext, 'config' | 'logger'>): Deliver =>
  config.SMTP_URL === undefined
    ? toFiles(FOLDER, config, logger)
    : toServer({ ...config, SMTP_URL: config.SMTP_URL });
