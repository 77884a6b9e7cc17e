import { AnnotationMetadataEntryType, Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Adds a warning to a construct. */
export type Warn = (construct: IConstruct, message: string) => void;

/** Adds a warning once: annotations cannot be removed, and a stack can be synthesized more than once. */
export function warnOnce(construct: IConstruct, message: string): void {
  const isKnown = construct.node.metadata.some(
    ({ type, data }) => type === (AnnotationMetadataEntryType.WARN as string) && data === message,
  );
  if (!isKnown) {
    Annotations.of(construct).addWarning(message);
  }
}
