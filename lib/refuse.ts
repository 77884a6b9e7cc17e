/** Throws when there are problems, all of them in one message. */
export function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`the props of ${what} are not valid:\n  ${problems.join('\n  ')}`);
  }
}
