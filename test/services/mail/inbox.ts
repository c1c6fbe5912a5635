import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  /** Whether a test has looked at it. */
  read?: true;
}

/** How a mail server differs from one that takes everything, without TLS. */
export interface Manners {
  /** The answer to a recipient: '550 5.1.1 Nobody'. */
  readonly refuse?: (address: string) => string | undefined;
  /** Until then it has a mail and does not say so. */
  readonly hold?: Promise<unknown>;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly port?: number;
}

export interface Inbox {
  readonly port: number;
  readonly url: string;
  readonly received: readonly Received[];
  /** What somebody asked for, in their order. */
  readonly asked: readonly string[];
  readonly passwords: readonly string[];
  close(): Promise<void>;
}

/** A mail server whose mail can be read. */
export async function openInbox(manners: Manners = {}): Promise<Inbox> {
  const received: Received[] = [];
  const asked: string[] = [];
  const passwords: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: manners.tls ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    ...manners.tls,
    onAuth({ password }, _session, done) {
      passwords.push(password ?? '');
      done(null, { user: 'somebody' });
    },
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      const answer = manners.refuse?.(address);
      if (answer === undefined) return done();
      const [code = '', ...words] = answer.split(' ');
      done(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
    },
    onData: taking(received, manners.hold),
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(manners.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://localhost:${port}`,
    received,
    asked,
    passwords,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const taking =
  (received: Received[], hold: Manners['hold']): NonNullable<SMTPServerOptions['onData']> =>
  (stream, { envelope }, done) => {
    const recipients = envelope.rcptTo.map(({ address }) => address);
    void simpleParser(stream).then(async (mail) => {
      received.push({ recipients, mail });
      await hold;
      done();
    }, done);
  };
