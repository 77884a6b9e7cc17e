import { AnnotationMetadataEntryType, Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Adds a warning to a construct. */
export type Warn = (construct: IConstruct, message: string) => void;

/**
 * Adds a warning once, because annotations cannot be removed, and a stack can be synthesized more than once. Returns
 * whether it is new.
 */
export function warnOnce(construct: IConstruct, message: string, print: boolean): boolean {
  const { metadata, path } = construct.node;
  if (metadata.some(({ type, data }) => type === (AnnotationMetadataEntryType.WARN as string) && data === message)) {
    return false;
  }
  Annotations.of(construct).addWarning(message);
  if (print) {
    process.stderr.write(`[${path}] ${message}\n`);
  }
  return true;
}
