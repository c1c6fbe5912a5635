import process from 'node:process';
import { readEnvironment } from '../../config/environment.js';
import { createCursors } from '../../cursors.js';
import { connectDatabase } from '../../database/connect.js';
import { AppError } from '../../errors.js';
import { reportFailure } from '../../failure.js';
import { createAccounts } from './accounts.js';
import { promote } from './promote.js';

async function main(email: string | undefined): Promise<number> {
  if (email === undefined) {
    console.error('Say who: npm run user:promote -- someone@example.com');
    return 2;
  }
  const config = readEnvironment();
  const database = await connectDatabase(config);
  try {
    const accounts = createAccounts(database.dataSource, createCursors(config));
    const user = await promote(accounts, email);
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
