/** Suggestions for misspelled names. */
import { formatFinding, show } from './messages';

/**
 * Returns the candidates whose name is nearest to a text, ignoring case and separators: none if more than a third of the
 * text would have to change, and several if they are equally near.
 */
export function nearest<T extends { readonly name: string }>(text: string, candidates: readonly T[]): T[] {
  const received = plain(text);
  const distances = candidates.map(({ name }) => distance(received, plain(name)));
  const smallest = Math.min(...distances);
  return smallest * 3 > received.length ? [] : candidates.filter((_, index) => distances[index] === smallest);
}

/** The question that suggests what was meant, or else another advice. */
export function didYouMean(meant: readonly string[], otherwise: string): string {
  return meant.length === 0 ? otherwise : `Did you mean ${[...new Set(meant)].join(' or ')}?`;
}

/** The message about an id that is missing or unknown, with the nearest of the known ids, or else all. */
export function unknownId(prop: string, received: string | undefined, ids: readonly string[]): string {
  const candidates = ids.map((name) => ({ name }));
  const meant = nearest(received ?? '', candidates).map(({ name }) => show(name));
  return missingId(prop, received, didYouMean(meant, `Use one of ${ids.join(', ')}`));
}

/** The message about an id that is missing or unknown, with another fix. */
export function missingId(prop: string, received: string | undefined, fix: string): string {
  return received === undefined
    ? formatFinding({ prop, problem: 'is required', fix })
    : formatFinding({ prop, received: show(received), problem: 'does not exist', fix });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The Damerau-Levenshtein distance: how many letters to add, remove, replace, or swap with their neighbor. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] as number[])[j] = Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  }
  return at(one.length, other.length);
}
