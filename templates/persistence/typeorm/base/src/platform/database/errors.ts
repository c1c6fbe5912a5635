import { pino } from 'pino';
import { QueryFailedError } from 'typeorm';
import { AppError } from '../errors.js';
import { comparedFields, fieldsOf, type Place } from './fields.js';

interface DriverError extends Place {
  readonly code?: string;
}

const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '25P03', // idle_in_transaction_session_timeout
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
  '57014', // query_canceled: the statement timeout
]);

/** Connection exceptions, too few resources, shutting down. */
const unavailableClasses = /^(?:08|53|57P)/;

/** The driver has no code for these. */
const fullPool = 'timeout exceeded when trying to connect';
const unavailableMessages = new RegExp(
  `^(?:${fullPool}|Connection terminated|Query read timeout|Client has encountered a connection error)`,
);

/** Whether no connection of a pool became free in time. */
export const isFullPool = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith(fullPool);

/** What a failed statement means to the caller; undefined when it is our own mistake. */
export function constraintError(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', ...place } = driverError(error);

  if (isUnavailable(error, code)) {
    return new AppError('unavailable', 'The database does not answer. Try again.');
  }
  if (!(error instanceof QueryFailedError)) return undefined;
  switch (code) {
    case '23505':
      return failure('conflict', 'It is taken already.', place, 'is taken already');
    // What PostgreSQL 18 and later call a RESTRICT that holds.
    case '23001':
      return new AppError('conflict', 'It is still in use.');
    case '23503':
      return /^\s*delete/i.test(error.query)
        ? new AppError('conflict', 'It is still in use.')
        : failure(
            'unprocessable',
            'It refers to something that is not there.',
            place,
            'is not there',
          );
    case '23502':
    case '23514':
      return notAllowed(place);
    default:
      return code.startsWith('22')
        ? new AppError('unprocessable', 'A value is not allowed.')
        : undefined;
  }
}

function isUnavailable(error: Error, code: string): boolean {
  return (
    unavailableCodes.has(code) ||
    unavailableClasses.test(code) ||
    unavailableMessages.test(error.message) ||
    (error instanceof AggregateError &&
      error.errors.some((cause) => isUnavailable(cause, cause.code)))
  );
}

/** A check of two fields tells how they are to stand to each other, as the schema of a request does. */
function notAllowed(place: Place): AppError {
  const errors = comparedFields(place);
  return errors.length > 0
    ? new AppError('unprocessable', 'The values do not fit each other.', errors)
    : failure('unprocessable', 'A value is not allowed.', place, 'is not allowed');
}

function failure(
  kind: 'conflict' | 'unprocessable',
  detail: string,
  place: Place,
  message: string,
): AppError {
  return new AppError(
    kind,
    detail,
    fieldsOf(place).map((field) => ({ field, message })),
  );
}

function driverError(error: Error): DriverError {
  return (error instanceof QueryFailedError ? error.driverError : error) as DriverError;
}

/** An error for the log. A failed statement is told without its parameters, and without the row it met. */
export function describeError(error: unknown): object {
  if (!(error instanceof QueryFailedError)) {
    if (!(error instanceof Error)) return { message: String(error) };
    const { type, message, stack } = pino.stdSerializers.err(error);
    const { code } = driverError(error);
    return { type, message, stack, ...(code !== undefined && { code }) };
  }
  const { code, table, constraint } = driverError(error);
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  // Classes 22 and 23 quote the offending value in their message.
  const message = /^2[23]/.test(code ?? '') ? 'A statement was refused.' : error.message;
  return { type: error.name, message, code, table, constraint, stack: frames.join('\n') };
}
