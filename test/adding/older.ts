import { hashOf } from '../../src/core/bytes.js';
import { hashesPath, hashesWith } from '../../src/core/hashes.js';
import type { Files } from './planning.js';

/** The project as if this version's templates had one file in another way. */
export const withOlder = (files: Files, path: string, older: string): Files =>
  new Map(files)
    .set(path, older)
    .set(hashesPath, hashesWith(files.get(hashesPath) ?? '', new Map([[path, hashOf(older)]])));

export const withoutLine = (text: string, at: number): string => text.split('\n').toSpliced(at, 1).join('\n');
