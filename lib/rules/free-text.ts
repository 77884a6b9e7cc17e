import { isBlank, show, withoutTokens } from '../values/messages';
import { isUnresolved } from '../values/unresolved';
import { checkTexts, findingIf, type Rule, type RuleFinding, type TextProblem } from './rule';

const HCL = 'Terraform language, "Strings and Templates"';

/** The props that accept any text. */
const PROPS = ['name', 'readOnlyLock.reason', 'loginDesign.headerText', 'loginDesign.footerText'];

/** An expression that is neither escaped nor a CDKTF token. */
const RAW_MARKER = /(?<!\$)\$\{(?!TfToken\[)|(?<!%)%\{/;

export const FREE_TEXT_RULES: readonly Rule[] = [
  {
    id: 'text-template',
    props: PROPS,
    severity: 'warning',
    statement: 'a raw `${` or `%{` in free text is a Terraform expression; `$${` and `%%{` are literal',
    source: HCL,
    check: checkFreeTexts((text) => {
      const [marker] = RAW_MARKER.exec(text) ?? [];
      return (
        marker && {
          problem: `contains '${marker}', which begins a Terraform expression`,
          fix: `Use '${marker.charAt(0)}${marker}' for literal text, or acknowledge that an expression is intended`,
        }
      );
    }),
  },
  {
    id: 'text-dollar-before-token',
    props: PROPS,
    severity: 'warning',
    statement: 'no `$` directly precedes a token: together they would be a literal `${`',
    source: HCL,
    check: checkFreeTexts(
      (text) =>
        text.includes('$${TfToken[') && {
          problem: "has a '$' directly before a token, so that the token would not be replaced",
          fix: 'Add a space between them',
        },
    ),
  },
  {
    id: 'text-well-formed',
    props: PROPS,
    severity: 'hard',
    statement: 'text is well-formed Unicode, without unpaired surrogates',
    source: 'JSON and HCL are UTF-8, which cannot represent them: the engine would replace them',
    check: checkFreeTexts((text) => {
      const index = withoutTokens(text).search(/\p{Surrogate}/u);
      return (
        index >= 0 && {
          problem: `contains an unpaired surrogate at position ${index}, which UTF-8 cannot represent`,
          fix: 'Use the complete character',
        }
      );
    }),
  },
];

/** Checks free text, also if a part of it is unresolved. */
function checkFreeTexts(problemOf: (text: string) => TextProblem): Rule['check'] {
  return checkTexts(problemOf, (value) => (typeof value === 'string' ? value : undefined));
}

/** Checks that required text is given and not blank. */
export function checkNotBlank(text: string | undefined, fix: string): readonly RuleFinding[] {
  if (text === undefined) {
    return [{ problem: 'is required', fix }];
  }
  return findingIf(!isUnresolved(text) && isBlank(text), () => ({ received: show(text), problem: 'is blank', fix }));
}
