import type { Variant } from './organizations';

/** Measurements of both variants, round by round. */
export type Rounds = Readonly<Record<Variant, readonly number[]>>;

/** Measures both in turn, so that a machine that gets slower or faster does so for both; who begins alternates. */
export function alternate<T>(rounds: number, measure: (variant: Variant) => T): Record<Variant, T[]> {
  const results: Record<Variant, T[]> = { library: [], l1: [] };
  for (let round = 0; round < rounds; round++) {
    const order: Variant[] = round % 2 === 0 ? ['library', 'l1'] : ['l1', 'library'];
    for (const variant of order) {
      results[variant].push(measure(variant));
    }
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** The median of the rounds' ratios: the two measurements of a round were made next to each other. */
export function ratio({ library, l1 }: Rounds): number {
  return median(library.map((value, round) => value / (l1[round] as number)));
}
