import { type Html, html } from './html.js';
import type { Content } from './message.js';

interface Parts {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What to do, below the paragraphs. */
  readonly link?: { readonly label: string; readonly url: URL };
}

/** The usual look, as text and as HTML: plain paragraphs, and one link. */
export function letter({ subject, paragraphs, link }: Parts): Content {
  if (link && !/^https?:$/.test(link.url.protocol))
    throw new Error('A link has to be http or https.');
  const lines = link ? [...paragraphs, `${link.label}:\n${link.url.href}`] : paragraphs;
  return {
    subject,
    text: `${lines.join('\n\n')}\n`,
    html: page(subject, [
      ...paragraphs.map((paragraph) => html`<p>${paragraph}</p>`),
      ...(link ? [html`<p><a href="${link.url.href}">${link.label}</a></p>`] : []),
    ]),
  };
}

const page = (title: string, blocks: readonly Html[]): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
      </head>
      <body
        style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto; padding: 0 1em"
      >
        ${blocks}
      </body>
    </html> `;
