/** The findings of a report in SARIF 2.1.0, for code scanning. */
import { createHash } from 'node:crypto';
import type { Location, Log, ReportingDescriptor, Result, Run } from 'sarif';
import { CONSTRUCTION_RULES, RULES } from '../rules';
import { oneLine } from '../values/messages';
import { findingsOf } from './findings';
import type { ReportDocument, ReportedFinding } from './report-document';
import type { SourceLocation } from './source-location';

const REPOSITORY = 'https://github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust';
const PAGES = `${REPOSITORY}/blob/main/docs`;

const LEVELS = { error: 'error', warning: 'warning', indeterminate: 'note' } as const;

/** Renders the findings of a report as a SARIF file; `locate` returns where a construct is created. */
export function sarif(document: ReportDocument, locate: (path: string) => SourceLocation | undefined): string {
  const findings = findingsOf(document);
  const run: Run = {
    tool: {
      driver: {
        name: 'cdktf-cloudflare-zero-trust',
        informationUri: REPOSITORY,
        rules: rulesOf(findings, document),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => resultOf(finding, locate(finding.path))),
  };
  const { app } = document;
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    // Distinguishes the runs of several apps in one repository.
    runs: [app === undefined ? run : { ...run, automationDetails: { id: `${encodeURIComponent(oneLine(app))}/` } }],
  };
  return `${JSON.stringify(log, undefined, 1)}\n`;
}

function resultOf(finding: ReportedFinding, source: SourceLocation | undefined): Result {
  const { severity, path, guardrails, prop, exceptionFrom, message } = finding;
  const identity = JSON.stringify([ruleIdOf(finding), guardrails, path, prop, exceptionFrom]);
  const logicalLocations = path === '' ? [] : [{ fullyQualifiedName: path, kind: 'resource' }];
  const location: Location = { physicalLocation: source && physicalLocationOf(source), logicalLocations };
  return {
    ruleId: ruleIdOf(finding),
    level: LEVELS[severity],
    message: { text: plainText(message) },
    locations: source === undefined && path === '' ? [] : [location],
    // Otherwise code scanning would merge the findings of organizations that the same line creates.
    partialFingerprints: { primaryLocationLineHash: createHash('sha256').update(identity).digest('hex') },
  };
}

function physicalLocationOf({ uri, line = 1, column }: SourceLocation): Location['physicalLocation'] {
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region: { startLine: line, startColumn: column } };
}

/** Rules and guardrails have ids of their own, which can be the same. */
function ruleIdOf({ id, guardrails }: ReportedFinding): string {
  return guardrails === undefined ? id : `guardrail/${id}`;
}

/** The rules of the findings, each once. */
function rulesOf(findings: readonly ReportedFinding[], document: ReportDocument): ReportingDescriptor[] {
  const first = new Map<string, ReportedFinding>();
  for (const finding of findings) {
    const id = ruleIdOf(finding);
    first.set(id, first.get(id) ?? finding);
  }
  return [...first].map(([id, finding]) => {
    const { statement, help, page } = described(finding, document);
    return {
      id,
      shortDescription: { text: plainText(sentence(statement)) },
      help: { text: plainText(help) },
      helpUri: `${PAGES}/${page}`,
      // The worst one of its findings, which are sorted.
      defaultConfiguration: { level: LEVELS[finding.severity] },
    };
  });
}

interface Description {
  readonly statement: string;
  readonly help: string;
  /** The page of the documentation. */
  readonly page: string;
}

const EXCEPTIONS: Readonly<Record<string, Description>> = {
  'waiver-guardrail': {
    statement: 'the guardrail of a waiver exists',
    help: 'The guardrail that a waiver names does not exist. Correct its id.',
    page: 'waivers.md',
  },
  'waiver-ends-soon': {
    statement: 'waivers do not end within 14 days',
    help: 'A waiver expires soon. Correct the setting, or extend the waiver.',
    page: 'waivers.md',
  },
  'waiver-unused': {
    statement: 'waivers are needed',
    help: 'No finding needs the waiver. Remove it, because it would hide the next violation.',
    page: 'waivers.md',
  },
  'acknowledgement-unused': {
    statement: 'acknowledgements are needed',
    help: 'No finding needs the acknowledgement. Remove it, because it would hide the next violation.',
    page: 'findings.md',
  },
};

function described({ id, guardrails: name }: ReportedFinding, { guardrails }: ReportDocument): Description {
  if (name !== undefined) {
    const rules = guardrails.filter((each) => each.name === name).flatMap((each) => each.rules);
    const statement = rules.find((rule) => rule.id === id)?.statement ?? id;
    const help = `${sentence(statement)} Required by guardrails '${name}'. Correct the setting, or add a waiver with a reason.`;
    return { statement, help, page: 'guardrails.md' };
  }
  const rule = [...RULES, ...CONSTRUCTION_RULES].find((each) => each.id === id);
  if (rule === undefined) {
    return EXCEPTIONS[id] ?? { statement: id, help: id, page: 'findings.md' };
  }
  const { statement, source, severity } = rule;
  const exception = severity === 'hard' ? '' : ' It can be acknowledged with a reason.';
  return { statement, help: `${sentence(statement)} Source: ${sentence(source)}${exception}`, page: 'rules.md' };
}

/** A statement as a sentence. */
function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** Text in one line in which SARIF finds no link: `[text](target)`. */
function plainText(text: string): string {
  return oneLine(text).replaceAll('](', '] (');
}
