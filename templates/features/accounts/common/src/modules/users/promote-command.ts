import process from 'node:process';
import { readEnvironment } from '../../config/environment.js';
import { createCursors } from '../../platform/cursors.js';
import { connectDatabase } from '../../platform/database/connect.js';
import { AppError } from '../../platform/errors.js';
import { reportFailure } from '../../platform/failure.js';
import { AccountEvents } from './account-events.js';
import { promote } from './promote.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';

async function main(email: string | undefined): Promise<number> {
  if (email === undefined) {
    console.error('Say who: npm run user:promote -- someone@example.com');
    return 2;
  }
  const config = readEnvironment();
  const database = await connectDatabase(config);
  try {
    const { dataSource } = database;
    const users = new UserRepository(dataSource.getRepository(User), createCursors(config));
    const user = await promote(users, new AccountEvents(dataSource.manager), email);
    console.log(`${user.email} is an admin now.`);
    return 0;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  if (error instanceof AppError) console.error(error.message);
  else reportFailure(error);
  process.exitCode = 1;
}
