/** Texts that the formats for readers have in common. */
import { INVISIBLE } from '../values/messages';

/** Only the findings of this library are in the report. */
export const SYNTHESIS_FAILED = 'Synthesis failed. Its output also contains the errors of other constructs.';

/** Text on one line, with invisible characters as their code points: `⟨U+200B⟩`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase();
    return `⟨U+${code.padStart(4, '0')}⟩`;
  });
}

/** `1,234`. `toLocaleString` would load the data of all locales. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 error`, `1,234 errors`. */
export function counted(amount: number, noun: string): string {
  return `${grouped(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
