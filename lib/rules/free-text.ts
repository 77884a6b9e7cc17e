import { ATTRIBUTES } from '../settings/settings-table';
import { isBlank, show, surrogateProblem, withoutTokens } from '../values/messages';
import { unclosedPart } from '../values/templates';
import { isUnresolved } from '../values/unresolved';
import { checkTexts, findingIf, type Rule, type RuleFinding, type TextProblem } from './rule';

const HCL = 'Terraform language, "Strings and Templates"';

/** The props that accept any text. */
const PROPS = ['name', 'readOnlyLock.reason', 'loginDesign.headerText', 'loginDesign.footerText'];

/** An expression that is neither escaped nor a CDKTF token. */
const RAW_MARKER = /(?<!\$)\$\{(?!TfToken\[)|(?<!%)%\{/;

const checkTemplates = checkTexts(templateProblem, incompleteTemplate);

export const FREE_TEXT_RULES: readonly Rule[] = [
  {
    id: 'text-template',
    props: PROPS,
    severity: 'warning',
    evidence: 'engine',
    statement: 'a raw `${` or `%{` in free text is a Terraform expression; `$${` and `%%{` are literal',
    source: HCL,
    check: checkDeclaredTexts((text) => {
      const [marker] = RAW_MARKER.exec(text) ?? [];
      return (
        marker &&
        unclosedPart(text) === undefined && {
          problem: `contains '${marker}', which begins a Terraform expression`,
          fix: `Use '${marker.charAt(0)}${marker}' for literal text, or acknowledge that an expression is intended`,
        }
      );
    }),
  },
  {
    id: 'text-unclosed-template',
    props: [],
    severity: 'hard',
    evidence: 'engine',
    statement: 'each `${`, `%{`, `%{ if … }` and `%{ for … }` is closed, in text of any setting',
    source: `${HCL}: the engine rejects an incomplete template`,
    // Text of any prop that is rendered is a template, even where a list or a boolean belongs.
    check: (settings, organization) =>
      checkTemplates(
        settings,
        organization,
        ATTRIBUTES.filter(({ setting }) => Object.hasOwn(settings.effective, setting)).map(({ prop }) => prop),
      ),
  },
  {
    id: 'text-dollar-before-token',
    props: PROPS,
    severity: 'warning',
    evidence: 'engine',
    statement: 'no `$` directly precedes a token: together they would be a literal `${`',
    source: HCL,
    check: checkDeclaredTexts(
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
    evidence: 'engine',
    statement: 'text is well-formed Unicode, without unpaired surrogates',
    source: 'JSON and HCL are UTF-8, which cannot represent them: the engine would replace them',
    check: checkFreeTexts((text) => surrogateProblem(withoutTokens(text))),
  },
];

/** Checks that a template is complete. */
function templateProblem(template: string): TextProblem {
  const part = unclosedPart(template);
  return (
    part !== undefined &&
    (part.endsWith('{')
      ? {
          problem: `contains '${part}', which begins a Terraform expression that is not closed`,
          fix: `Remove it, close it with '}', or use '${part.charAt(0)}${part}' for literal text`,
        }
      : {
          problem: `contains the directive '${part}' without 'end${part}'`,
          fix: `Add '%{ end${part} }', or use '%%{' for literal text`,
        })
  );
}

/** The value if it is an incomplete template, or the first element of a list that is. */
function incompleteTemplate(value: unknown): string | undefined {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.find((text): text is string => typeof text === 'string' && unclosedPart(text) !== undefined);
}

/** Checks free text, also if a part of it is unresolved. */
function checkFreeTexts(problemOf: (text: string) => TextProblem): Rule['check'] {
  return checkTexts(problemOf, asText);
}

/** Checks free text of the props: in the rendered text, a token is an expression too. */
function checkDeclaredTexts(problemOf: (text: string) => TextProblem): Rule['check'] {
  return checkTexts(problemOf, asText, 'declared');
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Checks that required text is given and not blank. */
export function checkNotBlank(text: string | undefined, fix: string): readonly RuleFinding[] {
  if (text === undefined) {
    return [{ problem: 'is required', fix }];
  }
  return findingIf(!isUnresolved(text) && isBlank(text), () => ({ received: show(text), problem: 'is blank', fix }));
}
