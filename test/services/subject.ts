import { Subject } from '../bar/subject.js';
import { openDatabase } from '../support/database.js';
import { generate } from '../support/generated.js';

export interface Opened {
  readonly subject: Subject;
  close(): Promise<void>;
}

/** A generated project with a database of its own on the real server. */
export async function openSubject(args: readonly string[]): Promise<Opened> {
  const [project, database] = await Promise.all([generate(args), openDatabase()]);
  const subject = new Subject(project, database.url);
  return {
    subject,
    async close() {
      await subject.close();
      await database.close();
      project.remove();
    },
  };
}
