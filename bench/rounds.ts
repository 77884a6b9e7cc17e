import type { Variant } from './organizations';

/** The variant to measure, and the variant to compare it with. */
export interface Pair {
  readonly subject: Variant;
  readonly baseline: Variant;
}

type Role = keyof Pair;

/** The measurements of both variants, by round. */
export type Rounds = Readonly<Record<Role, readonly number[]>>;

/** Measures both variants in turn, in alternating order, so that changes in the speed of the machine affect both. */
export function alternate<T>(rounds: number, pair: Pair, measure: (variant: Variant) => T): Record<Role, T[]> {
  const results: Record<Role, T[]> = { subject: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    const order: Role[] = round % 2 === 0 ? ['subject', 'baseline'] : ['baseline', 'subject'];
    for (const role of order) {
      results[role].push(measure(pair[role]));
    }
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** The median of the ratios within each round, whose two measurements were made one after the other. */
export function ratio({ subject, baseline }: Rounds): number {
  return median(subject.map((value, round) => value / (baseline[round] as number)));
}
