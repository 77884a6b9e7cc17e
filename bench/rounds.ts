import type { Variant } from './organizations';

/** What is measured, and what it is compared with. */
export interface Pair {
  readonly subject: Variant;
  readonly baseline: Variant;
}

type Role = keyof Pair;

/** Measurements of both, round by round. */
export type Rounds = Readonly<Record<Role, readonly number[]>>;

/** Measures both in turn, so that a machine that gets slower or faster does so for both; who begins alternates. */
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

/** The median of the rounds' ratios: the two measurements of a round were made next to each other. */
export function ratio({ subject, baseline }: Rounds): number {
  return median(subject.map((value, round) => value / (baseline[round] as number)));
}
