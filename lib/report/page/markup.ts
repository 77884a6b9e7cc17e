/** Markup, and the escaping of the texts in it. */
import { visible } from '../text';

/** Markup written in this package: the only values that `html` does not escape. */
export class Markup {
  public constructor(public readonly text: string) {}
}

export type Part = Markup | readonly Markup[] | string | number;

export const NOTHING = new Markup('');

/** Creates markup and escapes the texts in it, so that none can become markup or leave an attribute. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  let [text = ''] = strings;
  for (let at = 0; at < parts.length; at++) {
    text += markupOf(parts[at] as Part) + (strings[at + 1] as string);
  }
  return new Markup(text);
}

function markupOf(part: Part): string {
  if (part instanceof Markup) {
    return part.text;
  }
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escaped(String(part));
}

/** Printable ASCII, which nearly all texts of a report consist of, and the part of it without a meaning in markup. */
const PRINTABLE = /^[ -~]*$/;
const PLAIN = /^[ !#-%(-;=?-~]*$/;

function escaped(text: string): string {
  if (PLAIN.test(text)) {
    return text;
  }
  const readable = PRINTABLE.test(text) ? text : visible(text);
  return readable.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** User text, isolated so that its writing direction does not affect the text around it. */
export function user(text: string): Markup {
  return new Markup(`<bdi>${escaped(text)}</bdi>`);
}

/** User text that the search of the page finds. */
export function searched(text: string): Markup {
  return new Markup(`<bdi class="s">${escaped(text)}</bdi>`);
}

export type Tone = 'ask' | 'bad' | 'good' | 'info' | 'warn';

/** A colored word with a symbol. */
export function badge(tone: Tone, word: string): Markup {
  return html`<span class="b ${tone}">${word}</span>`;
}

/** A table; on narrow screens, cells with `data-l` show it as a label. */
export function table(headings: readonly Part[], rows: readonly Markup[]): Markup {
  return html`<table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead><tbody>
${rows}</tbody></table>`;
}

export function list(items: readonly Markup[]): Markup {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A labeled line of a `<dl>`. */
export function meta(label: string, content: Markup): Markup {
  return html`<div><dt>${label}</dt><dd>${content}</dd></div>`;
}

/** Parts with a comma between them. */
export function commaSeparated(parts: readonly Markup[]): Markup {
  return html`${parts.map((part, at) => (at === 0 ? part : html`, ${part}`))}`;
}
