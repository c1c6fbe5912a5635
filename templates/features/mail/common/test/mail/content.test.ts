import { describe, expect, it } from 'vitest';
import { html } from '../../src/platform/mail/html.js';
import { letter } from '../../src/platform/mail/letter.js';

describe('HTML of a mail', () => {
  it('shows what is put in as text, and takes HTML as it is', () => {
    const name = `<script>alert("it's" && 1)</script>`;
    const line = html`<b title="${name}">${name}</b>`;
    const shown = '&lt;script&gt;alert(&quot;it&#39;s&quot; &amp;&amp; 1)&lt;/script&gt;';
    expect(String(line)).toBe(`<b title="${shown}">${shown}</b>`);
    expect(String(html`<p>${[line, html`&amp;`]}</p>`)).toBe(`<p>${line}&amp;</p>`);
  });
});

describe('a letter', () => {
  const parts = {
    subject: 'Tom & Jerry',
    paragraphs: ['Hello <Tom>,', 'there is news.'],
    link: { label: 'Read it', url: new URL('https://example.com/news#a=1&b="2"') },
  };

  it('says the same as text and as HTML', () => {
    const { subject, text, html: page } = letter(parts);
    expect(subject).toBe('Tom & Jerry');
    expect(text).toBe(
      'Hello <Tom>,\n\nthere is news.\n\nRead it:\nhttps://example.com/news#a=1&b=%222%22\n',
    );
    expect(String(page)).toContain('<title>Tom &amp; Jerry</title>');
    expect(String(page)).toContain('<p>Hello &lt;Tom&gt;,</p>');
    expect(String(page)).toContain(
      '<a href="https://example.com/news#a=1&amp;b=%222%22">Read it</a>',
    );
  });

  it('links to pages only', () => {
    const url = new URL('javascript:alert(1)');
    expect(() => letter({ ...parts, link: { label: 'Read it', url } })).toThrow('http or https');
  });
});
