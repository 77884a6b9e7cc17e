import { Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';

const WARNED = new WeakMap<IConstruct, Set<string>>();

/** Adds a warning, unless it is there: annotations cannot be taken back, and a stack can be synthesized twice. */
export function warnOnce(construct: IConstruct, message: string): void {
  const warned = WARNED.get(construct) ?? new Set();
  WARNED.set(construct, warned);
  if (!warned.has(message)) {
    warned.add(message);
    Annotations.of(construct).addWarning(message);
  }
}
