/** The findings of a report, in one list. */
import type {
  ReportDocument,
  ReportedFinding,
  ReportedGuardrailResult,
  ReportedOrganization,
  ReportedViolation,
} from './report-document';

export type Severity = ReportedFinding['severity'];

/** From the worst. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'indeterminate'];

/** What findings are called when they are counted. */
export const SEVERITY_NOUNS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  indeterminate: 'indeterminate guardrail',
};

/** The findings of all organizations, waivers and acknowledgements, worst first, then in the order of the report. */
export function findingsOf({ organizations, waivers, acknowledgements }: ReportDocument): ReportedFinding[] {
  const all = [
    ...organizations.flatMap(ofOrganization),
    ...waivers.flatMap(({ scope, guardrail, state, message }) =>
      ofException(state === 'invalid' ? 'error' : 'warning', scope, guardrail, message),
    ),
    ...acknowledgements.flatMap(({ scope, rule, message }) => ofException('warning', scope, rule, message)),
  ];
  return SEVERITIES.flatMap((severity) => all.filter((finding) => finding.severity === severity));
}

function ofOrganization({ path, errors, warnings, guardrails }: ReportedOrganization): ReportedFinding[] {
  const ofRule = (severity: 'error' | 'warning', { rule, prop, message }: ReportedViolation): ReportedFinding => ({
    severity,
    id: rule,
    path,
    prop,
    message,
  });
  return [
    ...errors.map((error) => ofRule('error', error)),
    ...guardrails.flatMap((result) => ofGuardrail(path, result)),
    ...warnings.map((warning) => ofRule('warning', warning)),
  ];
}

function ofGuardrail(path: string, result: ReportedGuardrailResult): ReportedFinding[] {
  const { guardrails, guardrail, outcome, reported, prop, message } = result;
  if ((outcome !== 'violated' && outcome !== 'indeterminate') || message === undefined) {
    return [];
  }
  const severity = outcome === 'violated' ? 'warning' : outcome;
  return [{ severity: reported === 'error' ? reported : severity, id: guardrail, guardrails, path, prop, message }];
}

/** The finding about a waiver or an acknowledgement, if any; its id is at the end of the message. */
function ofException(
  severity: 'error' | 'warning',
  path: string,
  exceptionFrom: string,
  message: string | undefined,
): ReportedFinding[] {
  return message === undefined
    ? []
    : [{ severity, id: /\[([\w-]+)\]$/.exec(message)?.[1] ?? '', path, exceptionFrom, message }];
}
