/** Blocks of Terraform JSON as the engine reads them: a struct is one block, and a list contains any number of them. */
import { isStruct } from '../values/structs';
import type { Attributes } from './fragments';

/** The values under a label of blocks, such as a resource type or a name; `false` for blocks that the engine rejects. */
export function underLabel(values: readonly unknown[], label: string): unknown[] {
  return values.flat().flatMap((value) => {
    if (!isStruct(value)) {
      return [false];
    }
    return Object.hasOwn(value, label) ? [value[label]] : [];
  });
}

/** The content of each block of a value; undefined for a block that the engine rejects. */
export function blocksIn(value: unknown): (Attributes | undefined)[] {
  const blocks = Array.isArray(value) ? value : [value].filter((block) => block !== undefined && block !== null);
  return blocks.map(contentOf);
}

function contentOf(block: unknown): Attributes | undefined {
  const parts = Array.isArray(block) ? block : [block ?? {}];
  return parts.every(isStruct) ? (Object.assign({}, ...parts) as Attributes) : undefined;
}
