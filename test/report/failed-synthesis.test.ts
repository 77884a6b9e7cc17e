/** The report of a synthesis that fails: complete, with the errors of all stacks. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, Aspects, Lazy, type TerraformStack } from 'cdktf';
import { OrganizationReport, Waivers } from '../../lib';
import { findingsOf } from '../../lib/report/findings';
import type { ReportDocument } from '../../lib/report/report-document';
import { appOn, bare, guardrails, owned, type Props, TODAY } from '../guardrails/helpers';
import { ACCOUNT_ID, stackWithProvider } from '../organization';

const FILES = ['zero-trust-organizations.html', 'zero-trust-organizations.json'];

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'failed-'));
  app = appOn(TODAY, outdir);
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** Adds a stack with an organization whose account is derived from the id of the stack. */
function stackWith(id: string, props: Props = {}, scope: App | TerraformStack = app): TerraformStack {
  const stack = stackWithProvider(scope, id);
  owned(stack, 'Organization', { accountId: Buffer.from(id).toString('hex').padStart(32, '0'), ...props });
  return stack;
}

const INVALID = { name: '' };

/** The report that a failing synthesis of the app writes. */
function writtenReport(error: RegExp = /Validation failed/): ReportDocument {
  new OrganizationReport(app);
  expect(() => {
    app.synth();
  }).toThrow(error);
  return readReport();
}

function readReport(): ReportDocument {
  return JSON.parse(readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8')) as ReportDocument;
}

/** The errors of a report: id and path of each. */
function errorsOf(report: ReportDocument): string[] {
  return findingsOf(report)
    .filter(({ severity }) => severity === 'error')
    .map(({ id, path }) => `${id} ${path}`);
}

function pathsOf({ organizations }: ReportDocument): string[] {
  return organizations.map(({ path }) => path);
}

describe('contains all stacks, with the errors', () => {
  test('of one stack', () => {
    stackWith('a', INVALID);
    const report = writtenReport();
    expect(report.synthesisFailed).toBe(true);
    expect(errorsOf(report)).toEqual(['name-blank a/Organization']);
    expect(readFileSync(join(outdir, 'zero-trust-organizations.html'), 'utf8')).toContain('name-blank');
  });

  test('of several stacks, although CDKTF stops at the first one', () => {
    stackWith('a', INVALID);
    stackWith('b');
    stackWith('c', INVALID);
    const report = writtenReport();
    expect(pathsOf(report)).toEqual(['a/Organization', 'b/Organization', 'c/Organization']);
    expect(errorsOf(report)).toEqual(['name-blank a/Organization', 'name-blank c/Organization']);
  });

  test('of the last stack', () => {
    stackWith('a');
    stackWith('b');
    stackWith('c', INVALID);
    const report = writtenReport();
    expect(pathsOf(report)).toEqual(['a/Organization', 'b/Organization', 'c/Organization']);
    expect(errorsOf(report)).toEqual(['name-blank c/Organization']);
  });

  test('of nested stacks', () => {
    const around = stackWith('around', INVALID);
    stackWith('nested', INVALID, around);
    stackWith('later', INVALID);
    expect(errorsOf(writtenReport())).toEqual([
      'name-blank around/Organization',
      'name-blank around/nested/Organization',
      'name-blank later/Organization',
    ]);
  });

  test('of guardrails only', () => {
    stackWith('a', { sessionDuration: '24h' });
    stackWith('b', { sessionDuration: '12h' });
    guardrails({ maxSessionDuration: '12h' }).applyTo(app);
    const report = writtenReport();
    expect(errorsOf(report)).toEqual(['max-session-duration a/Organization']);
    expect(report.organizations.map(({ guardrails: [result] }) => result?.outcome)).toEqual(['violated', 'satisfied']);
  });

  test('of guardrails in a stack of bare resources, which CDKTF has written when they are found', () => {
    bare(stackWithProvider(app, 'before'));
    stackWith('after');
    guardrails({ lockRequired: true }).applyTo(app);
    expect(errorsOf(writtenReport(/before\/Bare/))).toEqual(['lock-required before/Bare']);
  });

  test('of a waiver only', () => {
    stackWith('a');
    Waivers.of(app).add({ guardrail: 'max-sesion-duration', reason: 'PLAT-1' });
    expect(errorsOf(writtenReport(/waiver-guardrail/))).toEqual(['waiver-guardrail ']);
  });

  test('that an aspect of the last stack causes in the first one', () => {
    stackWith('a', { accountId: ACCOUNT_ID });
    const last = stackWithProvider(app, 'b');
    const { resource } = owned(last, 'Organization', { accountId: '1'.repeat(32) });
    Aspects.of(last).add({
      visit: () => {
        resource.addOverride('account_id', ACCOUNT_ID);
      },
    });
    expect(errorsOf(writtenReport())).toEqual([
      'one-organization-per-account a/Organization',
      'one-organization-per-account b/Organization',
    ]);
  });
});

describe('is written if the synthesis fails for another reason:', () => {
  test.each<[string, (stack: TerraformStack) => void, RegExp]>([
    [
      'the validation of another construct',
      (stack) => {
        stack.node.addValidation({ validate: () => ['not ready'] });
      },
      /not ready/,
    ],
    [
      'a validation that throws',
      (stack) => {
        stack.node.addValidation({
          validate: () => {
            throw new Error('out of order');
          },
        });
      },
      /out of order/,
    ],
    [
      'an aspect that throws',
      (stack) => {
        Aspects.of(stack).add({
          visit: () => {
            throw new Error('out of order');
          },
        });
      },
      /out of order/,
    ],
    [
      'an annotation',
      (stack) => {
        Annotations.of(stack).addError('not allowed');
      },
      /not allowed/,
    ],
    [
      'a value that cannot be resolved',
      (stack) => {
        const produce = (): never => {
          throw new Error('out of order');
        };
        stack.addOverride('locals.x', Lazy.stringValue({ produce }));
      },
      /out of order/,
    ],
  ])('%s', (_, prepare, error) => {
    prepare(stackWith('a'));
    stackWith('b', INVALID);
    const report = writtenReport(error);
    expect(report.synthesisFailed).toBe(true);
    expect(pathsOf(report)).toEqual(['a/Organization', 'b/Organization']);
    expect(errorsOf(report)).toEqual(['name-blank b/Organization']);
  });
});

test('is written if the validation of the app fails', () => {
  stackWith('a');
  app.node.addValidation({ validate: () => ['not ready'] });
  const report = writtenReport(/not ready/);
  expect(report.synthesisFailed).toBe(true);
  expect(errorsOf(report)).toEqual([]);
});

test('names the stacks whose aspects have not run', () => {
  stackWith('a', INVALID);
  Aspects.of(stackWith('b')).add({ visit: () => undefined });
  stackWith('c');
  expect(writtenReport().pendingAspects).toEqual(['b']);
});

test('has the changes of aspects in stacks that CDKTF reached', () => {
  const stack = stackWithProvider(app, 'a');
  const { resource } = owned(stack, 'Organization');
  Aspects.of(stack).add({
    visit: () => {
      resource.name = 'Changed';
    },
  });
  stackWith('b', INVALID);
  expect(JSON.stringify(writtenReport().organizations[0]?.settings)).toContain('"Changed"');
});

test('replaces the report of an earlier synthesis, and is replaced by that of a later one', () => {
  const organization = owned(stackWithProvider(app, 'a'), 'Organization');
  new OrganizationReport(app);
  app.synth();
  expect(readReport().synthesisFailed).toBe(false);
  organization.resource.name = '';
  expect(() => {
    app.synth();
  }).toThrow(/name-blank/);
  expect(readReport().synthesisFailed).toBe(true);
  organization.resource.name = 'Widget Corp';
  app.synth();
  expect(readReport().synthesisFailed).toBe(false);
});

test('is removed, and the error of the synthesis is thrown, if an organization cannot be evaluated', () => {
  const organization = owned(stackWithProvider(app, 'a'), 'Organization');
  for (const file of FILES) {
    writeFileSync(join(outdir, file), 'of an earlier run');
  }
  organization.resource.addOverride(
    'name',
    Lazy.stringValue({
      produce: () => {
        throw new Error('out of order');
      },
    }),
  );
  new OrganizationReport(app);
  expect(() => {
    app.synth();
  }).toThrow(/out of order/);
  expect(readdirSync(outdir)).toEqual(['stacks']);
});

test('is written for each of several reports', () => {
  stackWith('a', INVALID);
  new OrganizationReport(app, { fileName: 'one' });
  new OrganizationReport(app, { fileName: 'two' });
  expect(() => {
    app.synth();
  }).toThrow(/name-blank/);
  expect(readdirSync(outdir).sort()).toEqual(['one.html', 'one.json', 'stacks', 'two.html', 'two.json']);
});

test('is written by an app that skips validation, with the errors that it would have', () => {
  app = new App({ outdir, skipValidation: true });
  stackWith('a', INVALID);
  new OrganizationReport(app);
  app.synth();
  const report = readReport();
  expect(report.synthesisFailed).toBe(false);
  expect(errorsOf(report)).toEqual(['name-blank a/Organization']);
});

test('is only written if the synthesis succeeds for an app whose class in another language overrides synth()', () => {
  const organization = owned(stackWithProvider(app, 'a'), 'Organization', INVALID);
  const synth = app.synth.bind(app);
  // As jsii defines it.
  Object.defineProperty(app, 'synth', { value: synth, configurable: false, writable: false });
  new OrganizationReport(app);
  expect(() => {
    app.synth();
  }).toThrow(/name-blank/);
  expect(readdirSync(outdir)).toEqual(['stacks']);
  organization.resource.name = 'Widget Corp';
  app.synth();
  expect(errorsOf(readReport())).toEqual([]);
});
