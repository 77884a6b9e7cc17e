import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { buildReport, type Origin } from './report/build-report';
import { changesSince, readReport } from './report/changes';
import { commitOfRun, isCommit } from './report/commit';
import { htmlPage } from './report/html-page';
import { markdown } from './report/markdown';
import type { ReportDocument } from './report/report-document';
import { sarif } from './report/sarif';
import { SourceLocations } from './report/source-location';
import { evaluateBelow } from './synth/stack-evaluation';
import { formatFinding, isBlank, show, surrogateProblem, throwProblems } from './values/messages';
import { checkProps, copyOf, enumOf, listOf, literal, type Shape, STRING, structOf, synonymsOf } from './values/shapes';

/**
 * A format of the report.
 */
export enum ReportFormat {
  /** A page for readers, `<fileName>.html`: self-contained, without requests. */
  HTML = 'html',
  /** All content for programs, `<fileName>.json`, described by `schemas/organization-report.schema.json`. */
  JSON = 'json',
  /** Findings and changes for a comment on a pull request, `<fileName>.md`: at most 60,000 characters. */
  MARKDOWN = 'md',
  /** Findings for code scanning, `<fileName>.sarif`: SARIF 2.1.0. */
  SARIF = 'sarif',
}

/**
 * Props of `OrganizationReport`.
 */
export interface OrganizationReportProps {
  /**
   * The name of the files, without `.html`, `.json`, `.md` and `.sarif`: letters, digits, `.`, `_` and `-`. Not
   * `manifest`, because CDKTF writes `manifest.json`.
   *
   * @default 'zero-trust-organizations'
   */
  readonly fileName?: string;
  /**
   * The formats, each in a file of its own. Not empty.
   *
   * @default [ReportFormat.JSON, ReportFormat.HTML]
   */
  readonly formats?: ReportFormat[];
  /**
   * The JSON file of an earlier report, such as that of the main branch. HTML, JSON and Markdown show the differences from
   * it: organizations added and removed, settings changed, findings new and resolved. Relative to the working directory,
   * and read by the constructor. If it does not exist, the report says that nothing is compared.
   *
   * @default - not compared
   */
  readonly compareWith?: string;
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
  {
    fileName: literal(STRING),
    formats: literal(listOf(literal(enumOf(ReportFormat, { markdown: ReportFormat.MARKDOWN })))),
    compareWith: literal(STRING),
    appName: literal(STRING),
    commit: literal(STRING),
  },
  synonymsOf({
    fileName: ['file', 'name', 'outputFile', 'path'],
    formats: ['format', 'outputs'],
    compareWith: ['baseline', 'compare', 'compareTo', 'previous'],
    appName: ['app', 'application', 'title'],
    commit: ['revision', 'sha'],
  }),
);

/**
 * A report on all Zero Trust organizations of an app, written next to the stacks: as HTML, JSON, Markdown or SARIF.
 *
 * It lists the values that are sent and their provenance, differences from blueprints, errors, warnings,
 * acknowledgements, guardrails and waivers. `app.synth()` writes it after everything else, in
 * TypeScript and JavaScript also if it fails.
 */
export class OrganizationReport {
  private readonly fileName: string;
  private readonly formats: ReadonlySet<ReportFormat>;
  private readonly origin: Omit<Origin, 'synthesisFailed'>;
  /** Absent if there is nothing to compare with. */
  private readonly earlier?: { readonly report: ReportDocument | undefined };

  /**
   * Throws if a prop is unknown or has the wrong type, another value is not valid, or `compareWith` is not a report.
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
    const { formats = [ReportFormat.JSON, ReportFormat.HTML], compareWith } = given;
    throwProblems('OrganizationReport', [
      ...fileNameProblems(fileName),
      ...formatsProblems(formats),
      ...appNameProblems(appName),
      ...commitProblems(commit),
    ]);
    this.fileName = fileName;
    this.formats = new Set(formats);
    this.earlier = compareWith === undefined ? undefined : { report: readReport(compareWith) };
    this.origin = { app: appName, commit };
    evaluateBelow(app);
    // CDKTF validates the app last, when all stacks have been evaluated.
    app.node.addValidation({
      validate: () => {
        this.writeFiles(this.document('latest'));
        return [];
      },
    });
    // CDKTF has no hook that runs when a synthesis fails or skips validation. Calls from other languages do not come here,
    // because jsii calls the method of the class.
    const synth = app.synth.bind(app);
    Reflect.defineProperty(app, 'synth', {
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

  /** The findings and changes as Markdown, for a comment on a pull request: at most 60,000 characters. */
  public toMarkdown(): string {
    return markdown(this.document('new'));
  }

  /** The findings as SARIF 2.1.0, for code scanning, with the lines of TypeScript or JavaScript that created them. */
  public toSarif(): string {
    return this.sarif(this.document('new'));
  }

  /** Writes all files now, without a synthesis. */
  public write(): void {
    this.writeFiles(this.document('new'));
  }

  /** Writes the report after a synthesis that fails or skips validation. */
  private synthesize(synth: () => void): void {
    try {
      synth();
    } catch (error) {
      this.writeAfterFailure();
      throw error;
    }
    if (this.app.skipValidation) {
      this.writeFiles(this.document('new'));
    }
  }

  private writeAfterFailure(): void {
    try {
      this.writeFiles(this.document('new', true));
    } catch {
      // The error of the synthesis is thrown: it is probably the same. A report of an earlier run would be misleading.
      for (const format of this.formats) {
        rmSync(this.path(format), { force: true });
      }
    }
  }

  private document(mode: 'latest' | 'new', synthesisFailed = false): ReportDocument {
    const document = buildReport(this.app, mode, { ...this.origin, synthesisFailed });
    return this.earlier === undefined
      ? document
      : { ...document, changes: changesSince(this.earlier.report, document) };
  }

  private writeFiles(report: ReportDocument): void {
    for (const format of this.formats) {
      writeFileSync(this.path(format), this.rendered(format, report));
    }
  }

  private rendered(format: ReportFormat, report: ReportDocument): string {
    switch (format) {
      case ReportFormat.HTML:
        return htmlPage(report);
      case ReportFormat.JSON:
        return json(report);
      case ReportFormat.MARKDOWN:
        return markdown(report);
      case ReportFormat.SARIF:
        return this.sarif(report);
    }
  }

  private sarif(report: ReportDocument): string {
    const locations = new SourceLocations(this.app);
    return sarif(report, (path) => locations.of(path));
  }

  private path(format: ReportFormat): string {
    return join(this.app.outdir, `${this.fileName}.${format}`);
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

function formatsProblems(formats: readonly ReportFormat[]): string[] {
  const fix = 'Use at least one, such as ReportFormat.HTML, or omit it';
  return formats.length === 0 ? [formatFinding({ prop: 'formats', problem: 'is empty', fix })] : [];
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
