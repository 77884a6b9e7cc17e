import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, type AppConfig, Aspects, TerraformStack, Testing } from 'cdktf';
import { Acknowledgements, GuardrailLevel, OrganizationReport, Waivers } from '../../lib';
import type { ReportDocument } from '../../lib/report/report-document';
import { bare, guardrails, owned, SECOND_ACCOUNT, summary, synthErrors, TODAY } from '../guardrails/helpers';
import { errors, stackWithProvider } from '../organization';

const PRINT = 'ZERO_TRUST_PRINT_WARNINGS';
const STRICT = 'ZERO_TRUST_STRICT';
const PRINT_KEY = 'cdktf-cloudflare-zero-trust:print-warnings';
const STRICT_KEY = 'cdktf-cloudflare-zero-trust:strict';

/** Props with one warning, `read-only-lock-unset`. */
const UNLOCKED = { readOnlyLock: undefined };

let outdir: string;
let printed: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'reporting-'));
  printed = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(process.env, PRINT);
  Reflect.deleteProperty(process.env, STRICT);
  rmSync(outdir, { recursive: true });
});

function appWith(config: AppConfig = {}): App {
  const { context } = config;
  return new App({ outdir, stackTraces: false, ...config, context: { [Waivers.TODAY]: TODAY, ...context } });
}

/** An app whose organization has one warning. */
function unlockedApp(context: Record<string, unknown> = {}): App {
  const app = appWith({ context });
  owned(stackWithProvider(app), 'Owned', UNLOCKED);
  return app;
}

/** The warnings in the written manifest, from which cdktf-cli prints them. */
function manifestWarnings(): string[] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
    readonly stacks: Record<string, { readonly annotations: { constructPath: string; message: string }[] }>;
  };
  return Object.values(stacks)
    .flatMap(({ annotations }) => annotations)
    .map(({ constructPath, message }) => `[${constructPath}] ${message}`);
}

/** The values of an option that enable it, and those that do not. */
const ON = [true, 'true', '1', 1];
const OFF = [undefined, false, 'false', '0', 0];
const INVALID = ['yes', 'TRUE', ' 1', 2, null, {}, ''];

describe('printed warnings', () => {
  test.each(ON)('are enabled by the context %j', (value) => {
    unlockedApp({ [PRINT_KEY]: value }).synth();
    expect(printed).toHaveLength(1);
  });

  test.each(OFF)('are not enabled by the context %j', (value) => {
    unlockedApp({ [PRINT_KEY]: value }).synth();
    expect(printed).toEqual([]);
  });

  test('are written to stderr, one per line, as in the manifest', () => {
    process.env[PRINT] = '1';
    const app = appWith();
    const stack = stackWithProvider(app);
    owned(stack, 'Owned', UNLOCKED);
    bare(stack, 'Bare', { accountId: SECOND_ACCOUNT });
    guardrails({ maxSessionDuration: '12h', level: GuardrailLevel.WARNING }).applyTo(app);
    Waivers.of(stack).add({ guardrail: 'lock-required', reason: 'PLAT-42' });
    Waivers.of(app).add({ guardrail: 'lock-required', reason: 'PLAT-43' });
    app.synth();
    expect(printed.map((line) => summary(line.trim()))).toEqual([
      '[stack/Owned] read-only-lock-unset readOnlyLock',
      '[stack/Owned] max-session-duration sessionDuration',
      '[stack/Bare] max-session-duration session_duration',
      '[stack] waiver-unused',
      '[stack] waiver-unused',
    ]);
    expect(printed.map((line) => line.replace(/\n$/, '')).sort()).toEqual(manifestWarnings().sort());
  });

  test('are printed once, even if the app is synthesized again', () => {
    process.env[PRINT] = '1';
    const app = unlockedApp();
    app.synth();
    app.synth();
    expect(printed).toHaveLength(1);
  });

  test('include those of stacks that are evaluated at the end, once', () => {
    process.env[PRINT] = '1';
    const app = appWith();
    guardrails({ maxSessionDuration: '12h', level: GuardrailLevel.WARNING }).applyTo(app);
    bare(stackWithProvider(app));
    app.synth();
    app.synth();
    expect(printed).toHaveLength(1);
    expect(manifestWarnings()).toHaveLength(1);
  });

  test('include those of a stack with errors, whose annotations CDKTF does not collect', () => {
    process.env[PRINT] = '1';
    const app = appWith();
    owned(stackWithProvider(app), 'Owned', { ...UNLOCKED, name: '' });
    expect(synthErrors(app)).toEqual(['[stack/Owned] name-blank name']);
    expect(printed).toHaveLength(1);
  });

  test('do not include acknowledged ones', () => {
    process.env[PRINT] = '1';
    const app = unlockedApp();
    Acknowledgements.of(app).add({ rule: 'read-only-lock-unset', reason: 'PLAT-42' });
    app.synth();
    expect(printed).toEqual([]);
  });
});

describe('strict mode', () => {
  const ERROR = '[stack/Owned] read-only-lock-unset readOnlyLock';

  test.each(ON)('is enabled by the context %j', (value) => {
    expect(synthErrors(unlockedApp({ [STRICT_KEY]: value }))).toEqual([ERROR]);
  });

  test.each(OFF)('is not enabled by the context %j', (value) => {
    expect(synthErrors(unlockedApp({ [STRICT_KEY]: value }))).toEqual([]);
  });

  test('makes errors of the warnings of rules, which are not annotations then', () => {
    process.env[STRICT] = '1';
    process.env[PRINT] = '1';
    expect(synthErrors(unlockedApp())).toEqual([ERROR]);
    expect(printed).toEqual([]);
  });

  test('applies to Testing.synth', () => {
    process.env[STRICT] = '1';
    const stack = stackWithProvider();
    owned(stack, 'Owned', UNLOCKED);
    expect(errors(stack).map(summary)).toEqual([ERROR]);
    expect(() => Testing.synth(stack)).not.toThrow();
  });

  test('includes the warnings of later stacks', () => {
    process.env[STRICT] = '1';
    const app = unlockedApp();
    owned(stackWithProvider(app, 'later'), 'Owned', { ...UNLOCKED, accountId: SECOND_ACCOUNT });
    expect(synthErrors(app)).toEqual([ERROR, '[stack/Owned] also [later/Owned] read-only-lock-unset readOnlyLock']);
  });

  test('accepts acknowledged warnings', () => {
    process.env[STRICT] = '1';
    const app = unlockedApp();
    Acknowledgements.of(app).add({ rule: 'read-only-lock-unset', reason: 'PLAT-42' });
    expect(synthErrors(app)).toEqual([]);
  });

  test('keeps the warnings of guardrails and waivers', () => {
    process.env[STRICT] = '1';
    const app = appWith();
    owned(stackWithProvider(app), 'Owned', { sessionDuration: '24h' });
    guardrails({ maxSessionDuration: '12h', level: GuardrailLevel.WARNING, lockRequired: true }).applyTo(app);
    guardrails({ maxSessionDuration: '8h' }).applyTo(app);
    const waiver = { guardrail: 'max-session-duration', reason: 'PLAT-42' };
    Waivers.of(app).add({ ...waiver, expires: TODAY });
    Waivers.of(app).add({ guardrail: 'lock-required', reason: 'PLAT-43' });
    expect(synthErrors(app)).toEqual([]);
    expect(manifestWarnings().map(summary)).toEqual(['[stack] waiver-ends-soon', '[stack] waiver-unused']);
  });

  test('is read once per app, at its first synthesis', () => {
    const [first, second] = [unlockedApp(), unlockedApp({ [STRICT_KEY]: true })];
    expect(synthErrors(first)).toEqual([]);
    process.env[STRICT] = '1';
    expect(synthErrors(first)).toEqual([]);
    process.env[STRICT] = '';
    expect(synthErrors(second)).toEqual([ERROR]);
  });

  test('cannot be changed by the context of a stack', () => {
    const app = appWith();
    const stack = new TerraformStack(app, 'stack');
    stack.node.setContext(STRICT_KEY, true);
    new CloudflareProvider(stack, 'Cloudflare', {});
    owned(stack, 'Owned', UNLOCKED);
    expect(synthErrors(app)).toEqual([]);
  });

  test.each([
    [{}, [], ['read-only-lock-unset']],
    [{ [STRICT_KEY]: true }, ['read-only-lock-unset'], []],
  ])('is the severity in the report (context %j)', (context, expectedErrors, expectedWarnings) => {
    const app = unlockedApp(context);
    const { organizations } = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
    const rulesOf = (found: readonly { readonly rule: string }[] = []): string[] => found.map(({ rule }) => rule);
    expect(rulesOf(organizations[0]?.errors)).toEqual(expectedErrors);
    expect(rulesOf(organizations[0]?.warnings)).toEqual(expectedWarnings);
  });
});

describe('an option', () => {
  test.each([
    ['1', false, true],
    ['true', false, true],
    ['0', true, false],
    ['false', true, false],
    ['', true, true], // a variable without a value
  ])('in the environment (%j) takes precedence over the context (%j): %j', (variable, context, isStrict) => {
    process.env[STRICT] = variable;
    expect(synthErrors(unlockedApp({ [STRICT_KEY]: context }))).toHaveLength(isStrict ? 1 : 0);
  });

  test.each(INVALID)('in the context cannot be %j', (value) => {
    const app = unlockedApp({ [STRICT_KEY]: value });
    expect(() => {
      app.synth();
    }).toThrow(/^Context cdktf-cloudflare-zero-trust:strict .* is not valid\. Use 1 or 0, true or false\.$/);
  });

  test.each(['yes', 'on', '2', ' '])('in the environment cannot be %j', (value) => {
    process.env[PRINT] = value;
    const app = unlockedApp();
    expect(() => {
      app.synth();
    }).toThrow(`Environment variable ${PRINT} '${value}' is not valid. Use 1 or 0, true or false.`);
  });
});

describe('an app with skipValidation', () => {
  const SKIPPED =
    'Validation is skipped, so no rule or guardrail is evaluated. Remove skipValidation from the App. [validation-skipped]';

  test('has one warning for each stack with organizations in its manifest', () => {
    process.env[PRINT] = '1';
    const app = appWith({ skipValidation: true });
    const stack = stackWithProvider(app, 'owned');
    owned(stack, 'One', { name: '' });
    owned(stack, 'Two', { name: '' });
    bare(stackWithProvider(app, 'bare'));
    stackWithProvider(app, 'empty');
    app.synth();
    app.synth();
    expect(manifestWarnings().sort()).toEqual([`[bare] ${SKIPPED}`, `[owned] ${SKIPPED}`]);
    expect(printed).toEqual([`[owned] ${SKIPPED}\n`, `[bare] ${SKIPPED}\n`]);
  });

  test('has the warning for bare resources to which guardrails apply, and those added by an aspect', () => {
    const app = appWith({ skipValidation: true });
    const stack = stackWithProvider(app);
    guardrails({ lockRequired: true }).applyTo(app);
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack && stack.node.tryFindChild('Bare') === undefined) {
          bare(stack);
        }
      },
    });
    app.synth();
    expect(manifestWarnings()).toEqual([`[stack] ${SKIPPED}`]);
  });

  test('has no warning in strict mode either, only that one', () => {
    process.env[STRICT] = '1';
    const app = appWith({ skipValidation: true });
    owned(stackWithProvider(app), 'Owned', UNLOCKED);
    expect(synthErrors(app)).toEqual([]);
    expect(manifestWarnings()).toEqual([`[stack] ${SKIPPED}`]);
  });
});

test('the report has the provider version that a bare resource requires', () => {
  const app = appWith();
  bare(stackWithProvider(app)).addOverride('strict_service_token_auth', true);
  const { organizations } = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
  expect(organizations[0]?.provider.required).toBe('5.27.0');
});

test('Testing.synth without validations does not warn', () => {
  const stack = stackWithProvider(appWith());
  owned(stack, 'Owned', UNLOCKED);
  Testing.synth(stack);
  expect(
    stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === '@cdktf/warn')),
  ).toEqual([]);
});
