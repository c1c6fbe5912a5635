import { createTransport } from 'nodemailer';
import type { Config } from '../../config/config.js';
import { PermanentError } from '../jobs/job.js';
import type { Deliver } from './mailing.js';
import { mimeOf } from './mime.js';

type ServerConfig = Pick<Config, 'MAIL_FROM' | 'NODE_ENV' | 'SMTP_TLS'> & {
  readonly SMTP_URL: string;
};

/** What nodemailer says of a failure, without the answer of the server: that repeats addresses. */
interface Failure {
  readonly code?: string;
  /** Of the system, such as ECONNREFUSED. */
  readonly originalCode?: string;
  /** What was being said to the server. */
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** A connection for each mail: none is left open, to be found dead by the next one. */
export const toServer =
  (config: ServerConfig): Deliver =>
  async (mailing) => {
    const transport = createTransport(connectionOf(config));
    try {
      await transport.sendMail(mimeOf(mailing, config));
    } catch (error) {
      throw failureOf(mailing.message, error as Failure);
    } finally {
      transport.close();
    }
  };

export function connectionOf({ SMTP_URL, SMTP_TLS, NODE_ENV }: ServerConfig) {
  const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
  const isSecure = protocol === 'smtps:';
  const needsTls =
    (SMTP_TLS ?? (NODE_ENV === 'production' ? 'required' : 'optional')) === 'required';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // Whoever is in between could leave out the offer of TLS, and read all that follows.
    requireTLS: !isSecure && needsTls,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    // Together less than what an attempt may take.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // A message is text: nothing in it is fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Of a recipient or a mail that the server will never take, no further attempt is made; a wrong password can be mended. */
function failureOf(
  name: string,
  { code, originalCode = code, command = '', response, responseCode = 0 }: Failure,
): Error {
  const [, detail] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '') ?? [];
  const facts = [command, responseCode || originalCode, detail].filter(Boolean).join(' ');
  const message = `The mail "${name}" was not taken (${facts}).`;
  const isFinal = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  return isFinal ? new PermanentError(message) : new Error(message);
}
