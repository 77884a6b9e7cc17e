import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { judge, latestJudgement } from '../guardrails/judgement';
import { show } from '../rules/text';
import { buildReport } from './build';
import type { ReportDocument } from './document';
import { reportPage } from './page';

/**
 * How a report is written.
 */
export interface OrganizationReportProps {
  /**
   * The name of its two files, without `.html` and `.json`: letters, digits, `.`, `_` and `-`.
   *
   * @default 'zero-trust-organizations'
   */
  readonly fileName?: string;
}

/**
 * A report on every Zero Trust organization of an app: one HTML page and one JSON file beside the stacks.
 *
 * It says which values are sent and where each comes from, differences from blueprints, warnings, acknowledgements,
 * guardrails and waivers. `app.synth()` writes it when everything else is written and valid.
 */
export class OrganizationReport {
  private readonly fileName: string;

  /**
   * Throws when the name of the files is not allowed.
   *
   * @param app the app to report on
   * @param props how it is written
   */
  public constructor(
    private readonly app: App,
    props: OrganizationReportProps = {},
  ) {
    this.fileName = props.fileName ?? 'zero-trust-organizations';
    if (!/^\w[\w.-]*$/.test(this.fileName)) {
      throw new Error(
        `fileName: received ${show(this.fileName)}; allowed: letters, digits, '.', '_' and '-': write a name such as 'zero-trust-organizations'`,
      );
    }
    // The last thing that CDKTF does: the validations of the app.
    app.node.addValidation({
      validate: () => {
        // All was judged a moment ago.
        this.writeFiles(buildReport(this.app, latestJudgement));
        return [];
      },
    });
  }

  /**
   * The report as JSON, whose schema is `schemas/organization-report.schema.json` of this package. What the provider's
   * version is constrained to is decided by `app.synth()`: before, it is what the bindings say.
   */
  public toJson(): string {
    return json(buildReport(this.app, judge));
  }

  /** The report as an HTML page, which needs nothing from elsewhere. */
  public toHtml(): string {
    return reportPage(buildReport(this.app, judge));
  }

  /**
   * Writes both files now: for an app with `skipValidation`, and for one that was not synthesized since something is
   * wrong.
   */
  public write(): void {
    this.writeFiles(buildReport(this.app, judge));
  }

  private writeFiles(report: ReportDocument): void {
    const path = join(this.app.outdir, this.fileName);
    writeFileSync(`${path}.html`, reportPage(report));
    writeFileSync(`${path}.json`, json(report));
  }
}

function json(report: ReportDocument): string {
  return `${JSON.stringify(report, undefined, 1)}\n`;
}
