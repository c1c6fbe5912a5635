import { type RequestHandler, Router } from 'express';
import type { Config } from '../../config/config.js';
import { messages } from '../../messages.js';
import { allowOnly } from '../http/methods.js';
import { sendProblem } from '../http/problem.js';
import { type Html, html } from './html.js';
import type { Message } from './message.js';

/** What it needs to know of a message. */
type Shown = Pick<Message, 'name' | 'sample'>;

interface Preview {
  readonly type: 'html' | 'text';
  readonly body: string;
}

/** What a mail looks like is for developers to see. */
export const isPreviewOn = ({ NODE_ENV }: Config): boolean => NODE_ENV !== 'production';

const paths = ['/mail', '/mail/:file'];

export const previewRouter = (): Router =>
  Router()
    .get(paths, show)
    .all(paths, allowOnly(['GET']));

const show: RequestHandler = (req, res) => {
  const preview = previewOf(String(req.params['file'] ?? ''));
  if (preview) res.type(preview.type).send(preview.body);
  else sendProblem(req, res, { status: 404 });
};

/** The page of all messages or, below it, one of them with its sample: `order-shipped.html`, `order-shipped.txt`. */
export function previewOf(file: string, known: readonly Shown[] = messages): Preview | undefined {
  if (file === '') return { type: 'html', body: overview(known).toString() };
  const message = known.find(({ name }) => file === `${name}.html` || file === `${name}.txt`);
  if (!message) return undefined;
  const { text, html: page } = message.sample();
  return file.endsWith('.txt')
    ? { type: 'text', body: text }
    : { type: 'html', body: page.toString() };
}

function overview(known: readonly Shown[]): Html {
  const rows = known.map(
    ({ name, sample }) =>
      html`<tr>
        <td>${name}</td>
        <td>${sample().subject}</td>
        <td><a href="/mail/${name}.html">HTML</a> <a href="/mail/${name}.txt">text</a></td>
      </tr> `,
  );
  const none = html`<p>
    There are none yet: src/platform/mail/README.md says how one is written.
  </p>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Mail</title>
      </head>
      <body style="font-family: sans-serif; max-width: 50em; margin: 2em auto">
        <h1>Mail</h1>
        ${
          rows.length > 0
            ? html`<table cellpadding="6">
                ${rows}
              </table>`
            : none
        }
      </body>
    </html> `;
}
