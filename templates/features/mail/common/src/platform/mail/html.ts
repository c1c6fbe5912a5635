/** HTML that is safe to show. Nothing but `html` makes it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The one place where text becomes HTML: whatever is put into the template is escaped, unless it is `Html` itself. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const parts = strings.map((text, at) => text + shown(values[at] ?? ''));
  return new Html(parts.join(''));
}

function shown(value: string | Html | readonly Html[]): string {
  if (typeof value !== 'string') return [value].flat().join('');
  return value.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
