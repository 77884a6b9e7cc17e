import { isUnknown } from './unknown';

/**
 * A list without duplicates in one fixed order, so that the order in which somebody wrote it is never a diff:
 * known elements in the order of `order` (or ascending), then those that only the engine knows, as given.
 *
 * What stands for the whole list, a token or an expression, is left as it is.
 */
export function canonicalList<T extends string | number>(list: readonly T[], order?: readonly T[]): T[] {
  if (isUnknown(list)) {
    return list as T[];
  }
  const rank = (element: T): T | number => order?.indexOf(element) ?? element;
  const unique = [...new Set(list)];
  const known = unique.filter((element) => !isUnknown(element)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return [...known, ...unique.filter((element) => isUnknown(element))];
}
