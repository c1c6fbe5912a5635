// Before every program that reads them: gives every variable that .env.example marks with `generate` a random value of its own in .env.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { parseEnv } from 'node:util';

const read = (file) => (existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {});
const known = { ...read('.env'), ...process.env };
const missing = Object.entries(read('.env.example'))
  .filter(([name, value]) => value === 'generate' && !known[name])
  .map(([name]) => `${name}=${randomBytes(48).toString('base64url')}\n`);

if (missing.length > 0) {
  appendFileSync('.env', missing.join(''), { mode: 0o600 });
  console.log(`.env: ${missing.length} random value(s) added`);
}
