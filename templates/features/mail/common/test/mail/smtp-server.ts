import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SmtpServer {
  readonly url: string;
  /** What clients have said, line by line. */
  readonly lines: readonly string[];
  readonly close: () => Promise<void>;
}

/** A mail server that gives each command the answer of a test, or takes it. */
export async function smtpServer(
  answers: Readonly<Record<string, string>> = {},
): Promise<SmtpServer> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.write('220 mail.example.com\r\n');
    let isMail = false;
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n').slice(0, -1)) {
        lines.push(line);
        if (isMail && line !== '.') continue;
        const command = isMail ? '.' : (line.split(/[ :]/)[0] ?? '');
        isMail = command === 'DATA' && answers['DATA'] === undefined;
        socket.write(`${answers[command] ?? (isMail ? '354 Go on' : '250 mail.example.com')}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, lines, close };
}
