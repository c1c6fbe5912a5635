import type { Letter } from './message.js';

export interface Mailing extends Letter {
  /** The same for every attempt to send it. */
  readonly id: string;
  /** The name of the message. */
  readonly message: string;
}

export type Deliver = (mailing: Mailing) => Promise<void>;
