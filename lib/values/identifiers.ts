/** The source of a pattern for identifiers of HCL; newer versions of Unicode count joiners among `ID_Continue`. */
export const IDENTIFIER = String.raw`[\p{ID_Start}_](?:(?![\u200c\u200d])[\p{ID_Continue}-])*`;

const COMPLETE = new RegExp(`^${IDENTIFIER}$`, 'u');

/** Whether text is an identifier of HCL, such as the name of a resource. */
export function isIdentifier(text: string): boolean {
  return COMPLETE.test(text);
}
