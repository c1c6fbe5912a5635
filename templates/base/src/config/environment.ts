import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Config, loadConfig } from './config.js';

/** The one place that reads the process's environment. `.env` fills in what is not set, and overrides nothing. */
export function readEnvironment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig(process.env);
}
