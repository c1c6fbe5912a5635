import { isUtf8 } from 'node:buffer';
import { json, type RequestHandler } from 'express';
import { AppError } from '../errors.js';
import { requireWellFormed } from './well-formed.js';

/** Before the parser, which would take a body of another type for none at all. */
const requireJson: RequestHandler = (req, _res, next) => {
  if (req.is('application/json') === false) {
    throw new AppError('unsupported-media-type', 'Send the body as application/json in UTF-8.');
  }
  next();
};

const parse = json({
  limit: '100kb',
  inflate: false,
  // The parser would take nothing for {}, and turn broken UTF-8 into U+FFFD without a word.
  verify: (_req, _res, bytes) => {
    if (bytes.length === 0 || !isUtf8(bytes)) throw new Error('not a text');
  },
});

const check: RequestHandler = (req, _res, next) => {
  if (req.body === undefined) throw new AppError('bad-request', 'Send a JSON body.');
  requireWellFormed(req.body);
  next();
};

/** For operations that take a body: `req.body` is then an object or an array that no JSON trick is left in. */
export const readBody: readonly RequestHandler[] = [requireJson, parse, check];
