import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { background } from '../../background.js';
import { type Background, startBackground } from '../background.js';
import type { AppContext } from '../context.js';

/** What goes on beside requests, in the process of the service: not in that of a test or of a command. */
@Injectable()
export class BackgroundWork implements BeforeApplicationShutdown {
  #work: Background | undefined;

  async start(context: AppContext): Promise<void> {
    this.#work = await startBackground(background, context);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#work?.stop();
  }
}
