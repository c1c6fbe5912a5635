import type { z } from 'zod';
import type { AppContext } from '../context.js';
import type { Html } from './html.js';

/** What somebody reads. */
export interface Content {
  readonly subject: string;
  readonly text: string;
  readonly html: Html;
}

/** Content with the address it goes to. */
export interface Letter extends Content {
  readonly to: string;
}

/** Ids and nothing else: they wait in the job queue, where nothing may tell who somebody is or let anybody in. */
type Ids = z.ZodObject<Readonly<Record<string, z.ZodUUID>>>;

export interface Message<Schema extends Ids = Ids> {
  readonly name: string;
  /** Of the ids by which it is written. */
  readonly schema: Schema;
  /** Writes it when it is sent, from the rows as they are then. Nothing where there is nobody to tell any more. */
  compose(ids: z.output<Schema>, context: AppContext): Promise<Letter | undefined>;
  /** As /mail shows it. */
  sample(): Content;
}

interface Definition<Schema extends Ids, Values> {
  /** kebab-case: `order-shipped`. It waits in the job queue, so that a new name is a new message. */
  readonly name: string;
  readonly schema: Schema;
  /** Finds whom to tell and what. A secret that the mail needs, such as the token of a link, is made here. */
  read(
    ids: z.output<Schema>,
    context: AppContext,
  ): Promise<{ readonly to: string; readonly values: Values } | undefined>;
  write(values: Values): Content;
  /** What /mail shows it with. */
  readonly sample: Values;
}

/** A message, to be listed in `src/messages.ts`. */
export function defineMessage<Schema extends Ids, Values>(
  definition: Definition<Schema, Values>,
): Message<Schema> {
  const { name, schema, sample } = definition;
  return {
    name,
    schema,
    async compose(ids, context) {
      const found = await definition.read(ids, context);
      return found && { ...definition.write(found.values), to: found.to };
    },
    sample: () => definition.write(sample),
  };
}
