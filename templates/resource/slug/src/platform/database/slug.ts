import { randomBytes } from 'node:crypto';
import { constraintError } from './errors.js';

const ATTEMPTS = 3;
const MAX_LENGTH = 80;

/** 'Crème brûlée, again!' is 'creme-brulee-again'; other scripts keep their marks, which are letters there. */
function slugify(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+/, '');
  const slug = Array.from(words).slice(0, MAX_LENGTH).join('').replace(/-+$/, '');
  return slug === '' ? suffix() : slug;
}

/**
 * Inserts with a slug of its own. Two requests may choose the same slug at once and only the unique constraint can tell, so
 * the loser tries again with a random suffix instead of asking first.
 */
export async function withSlug<Row>(
  field: string,
  text: string,
  insert: (slug: string) => Promise<Row>,
): Promise<Row> {
  const slug = slugify(text);
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await insert(attempt === 1 ? slug : `${slug}-${suffix()}`);
    } catch (error) {
      if (!isConflictOn(field, error)) throw error;
    }
  }
  return insert(`${slug}-${suffix()}`);
}

const suffix = (): string => randomBytes(4).toString('hex');

function isConflictOn(field: string, error: unknown): boolean {
  const conflict = constraintError(error);
  return conflict?.kind === 'conflict' && conflict.errors.some((at) => at.field === field);
}
