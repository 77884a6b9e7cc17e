/** Makes something of a text once: many organizations have the same texts. */
export function once<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) {
      return known;
    }
    const now = make(text);
    made.set(text, now);
    return now;
  };
}
