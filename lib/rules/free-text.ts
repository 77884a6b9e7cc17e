import type { EffectiveSettings } from '../defaults';
import type { Finding, Rule, Subject } from './rule';
import { show, withoutTokens } from './text';

const HCL = 'Terraform language, "Strings and Templates"';

/** The props that take any text. */
const FREE_TEXTS: readonly (readonly [prop: string, read: (settings: EffectiveSettings) => string | undefined])[] = [
  ['name', (settings) => settings.name],
  ['readOnlyLock.reason', (settings) => settings.readOnlyLock?.reason],
  ['loginDesign.headerText', (settings) => settings.loginDesign?.headerText],
  ['loginDesign.footerText', (settings) => settings.loginDesign?.footerText],
];
const GUARDS = FREE_TEXTS.map(([prop]) => prop).join(', ');

export const FREE_TEXT_RULES: readonly Rule[] = [
  {
    id: 'text-template',
    guards: GUARDS,
    severity: 'warning',
    statement: 'a raw `${` or `%{` in free text is a Terraform expression; `$${` and `%%{` are literal',
    source: HCL,
    check: (subject) =>
      freeTexts(subject).flatMap(([prop, text]) => {
        const marker = RAW_MARKER.exec(text)?.[0];
        return marker === undefined
          ? []
          : [
              {
                prop,
                problem: `${show(text)} holds '${marker}', which Terraform reads as an expression: write '${marker[0]}${marker}' to mean it literally, or acknowledge that an expression is meant`,
              },
            ];
      }),
  },
  {
    id: 'text-dollar-before-token',
    guards: GUARDS,
    severity: 'warning',
    statement: 'no `$` stands directly before a token: together they would be a literal `${`',
    source: HCL,
    check: (subject) =>
      freeTexts(subject).flatMap(([prop, text]) =>
        text.includes('$${TfToken[')
          ? [
              {
                prop,
                problem: `${show(text)} has a '$' directly before a token; '$\${' is a literal '\${', and the token would not be filled in: write a space between them`,
              },
            ]
          : [],
      ),
  },
  {
    id: 'text-well-formed',
    guards: GUARDS,
    severity: 'hard',
    statement: 'text is well-formed Unicode: no half of a surrogate pair stands alone',
    source: 'JSON and HCL are UTF-8, which cannot hold one: the engine would replace it',
    check: (subject) =>
      freeTexts(subject).flatMap(([prop, text]): Finding[] => {
        const index = withoutTokens(text).search(/\p{Surrogate}/u);
        return index < 0
          ? []
          : [
              {
                prop,
                problem: `${show(text)} holds half a surrogate pair at position ${index}, which UTF-8 cannot: write the whole character`,
              },
            ];
      }),
  },
];

/** An expression that is neither escaped nor a token of CDKTF's. */
const RAW_MARKER = /(?<!\$)\$\{(?!TfToken\[)|(?<!%)%\{/;

function freeTexts({ effective }: Subject): [prop: string, text: string][] {
  return FREE_TEXTS.flatMap(([prop, read]): [string, string][] => {
    const text: unknown = read(effective);
    return typeof text === 'string' ? [[prop, text]] : [];
  });
}
