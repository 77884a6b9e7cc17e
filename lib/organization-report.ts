import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { buildReport } from './report/build-report';
import { htmlPage } from './report/html-page';
import type { ReportDocument } from './report/report-document';
import { evaluateBelow } from './synth/stack-evaluation';
import { formatFinding, show, throwProblems } from './values/messages';
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
}

const SHAPE: Shape = structOf<OrganizationReportProps>(
  { fileName: literal(STRING) },
  synonymsOf({ fileName: ['file', 'name', 'outputFile', 'path'] }),
);

/**
 * A report on all Zero Trust organizations of an app: an HTML page and a JSON file next to the stacks.
 *
 * It lists the values that are sent and their provenance, differences from blueprints, errors, warnings,
 * acknowledgements, guardrails and waivers. `app.synth()` writes it after everything else, if there are no errors.
 */
export class OrganizationReport {
  private readonly fileName: string;

  /**
   * Throws if a prop is unknown or has the wrong type, or the file name is not valid.
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
    const { fileName = 'zero-trust-organizations' } = given;
    throwProblems('OrganizationReport', fileNameProblems(fileName));
    this.fileName = fileName;
    evaluateBelow(app);
    // CDKTF validates the app last, when all stacks have been evaluated.
    app.node.addValidation({
      validate: () => {
        this.writeFiles(buildReport(this.app, 'latest'));
        return [];
      },
    });
  }

  /** The report as JSON, described by `schemas/organization-report.schema.json` in this package. */
  public toJson(): string {
    return json(buildReport(this.app, 'new'));
  }

  /** The report as a self-contained HTML page. */
  public toHtml(): string {
    return htmlPage(buildReport(this.app, 'new'));
  }

  /**
   * Writes both files now, for an app with `skipValidation` or one that could not be synthesized.
   */
  public write(): void {
    this.writeFiles(buildReport(this.app, 'new'));
  }

  private writeFiles(report: ReportDocument): void {
    const path = join(this.app.outdir, this.fileName);
    writeFileSync(`${path}.html`, htmlPage(report));
    writeFileSync(`${path}.json`, json(report));
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

function json(report: ReportDocument): string {
  return `${JSON.stringify(report, undefined, 1)}\n`;
}
