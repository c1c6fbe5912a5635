import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message to people of a table, and a program that sends it: planted in a project as its owner would write them. */
export function plantMail(dir: string): void {
  mkdirSync(join(dir, 'src', 'probe'));
  writeFileSync(join(dir, 'src', 'probe', 'note.ts'), note);
  writeFileSync(join(dir, 'src', 'probe', 'send.ts'), send);
  const list = join(dir, 'src', 'messages.ts');
  const text = readFileSync(list, 'utf8').replace('\n];', '\n  note,\n];');
  writeFileSync(list, `import { note } from './probe/note.js';\n${text}`);
}

/** What migrations of the project would make. */
export const tables = `
  DROP TABLE IF EXISTS probe_people;
  CREATE TABLE probe_people (id uuid PRIMARY KEY, email text NOT NULL, name text NOT NULL);`;

const note = `import { z } from 'zod';
import { letter } from '../platform/mail/letter.js';
import { defineMessage } from '../platform/mail/message.js';

export const note = defineMessage({
  name: 'probe-note',
  schema: z.strictObject({ personId: z.uuid() }),
  async read({ personId }, { dataSource }) {
    const people: { email: string; name: string }[] = await dataSource.query(
      'SELECT email, name FROM probe_people WHERE id = $1',
      [personId],
    );
    const [person] = people;
    return person && { to: person.email, values: { name: person.name } };
  },
  write: ({ name }) => letter({ subject: \`Hello \${name}\`, paragraphs: [\`You are \${name}.\`] }),
  sample: { name: 'Marie Curie' },
});
`;

const send = `import process from 'node:process';
import { readEnvironment } from '../config/environment.js';
import { connectDatabase } from '../platform/database/connect.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Mail } from '../platform/mail/mail.js';
import { note } from './note.js';

const [, , way, ...people] = process.argv;
const database = await connectDatabase(readEnvironment());
const { manager } = database.dataSource;
const mail = new Mail(new Jobs(manager));
await manager
  .transaction(async (inner) => {
    for (const personId of people) await mail.within(inner).send(note, { personId });
    if (way === 'rollback') throw new Error('No.');
  })
  .catch((error: unknown) => {
    if (way !== 'rollback') throw error;
  });
await database.close();
`;
