import { fileAt, type HandEdit, replaced } from '../hand.js';

/** package.json as another tool leaves it, and a few files with own ideas. */
export default {
  title: 'package.json with four spaces, unsorted, without a last line ending; own scripts and dependencies',
  fitsAny: true,
  apply(files) {
    const json = JSON.parse(fileAt(files, 'package.json')) as Record<string, Record<string, string>>;
    const dependencies = Object.fromEntries(Object.entries(json['dependencies'] ?? {}).toReversed());
    const scripts = { ...json['scripts'], deploy: 'make deploy' };
    const text = JSON.stringify({ ...json, dependencies, scripts, files: ['dist'] }, undefined, 4);
    const result = new Map(files).set('package.json', text);
    return replaced(result, '.env.example', [[/\n$/, '\n\n# Our own\nSTAGE=local']]);
  },
} satisfies HandEdit;
