import { changed, type HandEdit } from '../hand.js';

/** As a checkout on Windows leaves it. The manifest is ours and stays. */
export default {
  title: 'CRLF everywhere',
  fitsAny: true,
  apply: (files) => changed(files, /^(?!\.plinth\/|Dockerfile)/, (text) => text.replaceAll('\n', '\r\n')),
} satisfies HandEdit;
