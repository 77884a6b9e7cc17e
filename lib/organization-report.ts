import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { buildReport, type Origin } from './report/build-report';
import { commitOfRun, isCommit } from './report/commit';
import { htmlPage } from './report/html-page';
import type { ReportDocument } from './report/report-document';
import { evaluateBelow } from './synth/stack-evaluation';
import { formatFinding, isBlank, show, surrogateProblem, throwProblems } from './values/messages';
import { checkProps, copyOf, literal, type Shape, STRING, structOf, synonymsOf } from './values/shapes';

/**
 * Props of `OrganizationReport`.
 */
export interface OrganizationReportProps {
  /**
   * The name of the files, without `.html` and `.json`: letters, digits, `.`, `_` and `-`. Not `manifest`, because CDKTF
   * writes `manifest.json`.
   *
   * @default 'zero-trust-organizations'
   */
  readonly fileName?: string;
  /**
   * The name of the app, shown in the report. Free text, not blank.
   *
   * @default - no name
   */
  readonly appName?: string;
  /**
   * The Git commit that the report is generated from, shown in the report: 7 to 64 hex digits.
   *
   * @default - the commit of the CI run, from the environment (such as `GITHUB_SHA` or `CI_COMMIT_SHA`); otherwise none
   */
  readonly commit?: string;
}

const SHAPE: Shape = structOf<OrganizationReportProps>(
  { fileName: literal(STRING), appName: literal(STRING), commit: literal(STRING) },
  synonymsOf({
    fileName: ['file', 'name', 'outputFile', 'path'],
    appName: ['app', 'application', 'title'],
    commit: ['revision', 'sha'],
  }),
);

/**
 * A report on all Zero Trust organizations of an app: an HTML page and a JSON file next to the stacks.
 *
 * It lists the values that are sent and their provenance, differences from blueprints, errors, warnings,
 * acknowledgements, guardrails and waivers. `app.synth()` writes it after everything else, also if it fails.
 */
export class OrganizationReport {
  private readonly fileName: string;
  private readonly origin: Origin;

  /**
   * Throws if a prop is unknown or has the wrong type, or the file name, the name of the app or the commit is not valid.
   *
   * @param app the app to report on
   * @param props how the report is written
   */
  public constructor(
    private readonly app: App,
    props: OrganizationReportProps = {},
  ) {
    const given = copyOf(SHAPE, props);
    throwProblems('OrganizationReport', checkProps('OrganizationReport', SHAPE, given));
    const { fileName = 'zero-trust-organizations', appName, commit = commitOfRun(process.env) } = given;
    throwProblems('OrganizationReport', [
      ...fileNameProblems(fileName),
      ...appNameProblems(appName),
      ...commitProblems(commit),
    ]);
    this.fileName = fileName;
    this.origin = { app: appName, commit, synthesisFailed: false };
    evaluateBelow(app);
    // CDKTF has no hook that runs when a synthesis fails or skips validation.
    const synth = app.synth.bind(app);
    Object.defineProperty(app, 'synth', {
      value: () => {
        this.synthesize(synth);
      },
      configurable: true,
      writable: true,
    });
  }

  /** The report as JSON, described by `schemas/organization-report.schema.json` in this package. */
  public toJson(): string {
    return json(this.document('new'));
  }

  /** The report as a self-contained HTML page. */
  public toHtml(): string {
    return htmlPage(this.document('new'));
  }

  /** Writes both files now, without a synthesis. */
  public write(): void {
    this.writeFiles(this.document('new'));
  }

  /** Writes the report after a synthesis, whether it succeeds or not. */
  private synthesize(synth: () => void): void {
    try {
      synth();
    } catch (error) {
      this.writeAfterFailure();
      throw error;
    }
    this.writeFiles(this.document('latest'));
  }

  private writeAfterFailure(): void {
    try {
      this.writeFiles(buildReport(this.app, 'new', { ...this.origin, synthesisFailed: true }));
    } catch {
      // The error of the synthesis is thrown: it is probably the same. A report of an earlier run would be misleading.
      for (const format of ['html', 'json']) {
        rmSync(`${this.path}.${format}`, { force: true });
      }
    }
  }

  private document(mode: 'latest' | 'new'): ReportDocument {
    return buildReport(this.app, mode, this.origin);
  }

  private writeFiles(report: ReportDocument): void {
    writeFileSync(`${this.path}.html`, htmlPage(report));
    writeFileSync(`${this.path}.json`, json(report));
  }

  private get path(): string {
    return join(this.app.outdir, this.fileName);
  }
}

function fileNameProblems(fileName: string): string[] {
  const example = "for example 'zero-trust-organizations'";
  const problemOf = (problem: string, fix: string): string[] => [
    formatFinding({ prop: 'fileName', received: show(fileName), problem, fix: `${fix}, ${example}` }),
  ];
  if (!/^\w[\w.-]*$/.test(fileName)) {
    return problemOf('is not a valid file name', "Use letters, digits, '.', '_' and '-'");
  }
  // Some file systems ignore case.
  return fileName.toLowerCase() === 'manifest'
    ? problemOf("is the name of CDKTF's manifest.json, which would replace the report", 'Use another name')
    : [];
}

function appNameProblems(appName: string | undefined): string[] {
  const problem =
    appName !== undefined && isBlank(appName)
      ? { problem: 'is blank', fix: 'Use the name of the app, or omit it' }
      : surrogateProblem(appName ?? '');
  return problem === undefined ? [] : [formatFinding({ prop: 'appName', received: show(appName), ...problem })];
}

function commitProblems(commit: string | undefined): string[] {
  const problem = 'is not a Git commit';
  return commit === undefined || isCommit(commit)
    ? []
    : [formatFinding({ prop: 'commit', received: show(commit), problem, fix: 'Use its hash: 7 to 64 hex digits' })];
}

function json(report: ReportDocument): string {
  return `${JSON.stringify(report, undefined, 1)}\n`;
}
