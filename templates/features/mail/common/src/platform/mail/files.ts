import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import type { Deliver } from './mailing.js';
import { mimeOf } from './mime.js';

/** Files for each mail, one that mail programs open, and one with its text, whose links can be copied; the log says where. */
export const toFiles = (
  folder: string,
  config: Pick<Config, 'MAIL_FROM'>,
  logger: Pick<Logger, 'info'>,
): Deliver => {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (mailing) => {
    const { message } = await transport.sendMail(mimeOf(mailing, config));
    const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const file = join(folder, `${time}-${mailing.message}-${mailing.id.slice(0, 8)}`);
    // Nobody else's: the links of a mail may let in whoever has them.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.eml`, message, { mode: 0o600 });
    await writeFile(`${file}.txt`, mailing.text, { mode: 0o600 });
    logger.info({ file: `${file}.eml` }, 'without SMTP_URL, mail goes into files');
  };
};
