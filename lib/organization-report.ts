import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { buildReport } from './report/build-report';
import { htmlPage } from './report/html-page';
import type { ReportDocument } from './report/report-document';
import { show } from './values/messages';

/**
 * Props of `OrganizationReport`.
 */
export interface OrganizationReportProps {
  /**
   * The name of the files, without `.html` and `.json`: letters, digits, `.`, `_` and `-`.
   *
   * @default 'zero-trust-organizations'
   */
  readonly fileName?: string;
}

/**
 * A report on all Zero Trust organizations of an app: an HTML page and a JSON file next to the stacks.
 *
 * It lists the values that are sent and their provenance, differences from blueprints, warnings, acknowledgements,
 * guardrails and waivers. `app.synth()` writes it after everything else, if there are no errors.
 */
export class OrganizationReport {
  private readonly fileName: string;

  /**
   * Throws if the file name is not valid.
   *
   * @param app the app to report on
   * @param props how the report is written
   */
  public constructor(
    private readonly app: App,
    props: OrganizationReportProps = {},
  ) {
    this.fileName = props.fileName ?? 'zero-trust-organizations';
    if (!/^\w[\w.-]*$/.test(this.fileName)) {
      throw new Error(
        `fileName ${show(this.fileName)} is not a valid file name. Use letters, digits, '.', '_' and '-', for example 'zero-trust-organizations'.`,
      );
    }
    // CDKTF validates the app last, when all stacks have been evaluated.
    app.node.addValidation({
      validate: () => {
        this.writeFiles(buildReport(this.app, 'latest'));
        return [];
      },
    });
  }

  /**
   * The report as JSON, described by `schemas/organization-report.schema.json` in this package. The version constraint
   * of the provider is decided by `app.synth()`: before it, the report shows the constraint of the bindings.
   */
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

function json(report: ReportDocument): string {
  return `${JSON.stringify(report, undefined, 1)}\n`;
}
