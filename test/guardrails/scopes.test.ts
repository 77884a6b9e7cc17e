import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZeroTrustAccessTag } from '@cdktf/provider-cloudflare/lib/zero-trust-access-tag';
import { Aspects, Testing } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { GuardrailLevel, OrganizationGuardrails, ZeroTrustOrganization } from '../../lib';
import { ACCOUNT_ID, errors, stackWithProvider } from '../organization';
import {
  appOn,
  bare,
  guardrails,
  owned,
  SECOND_ACCOUNT,
  summary,
  synthErrors,
  THIRD_ACCOUNT,
  TODAY,
  warningsIn,
} from './helpers';

/** By default, a session lasts 24 hours; a bare resource has no session duration. */
const LIMITS = { maxSessionDuration: '12h' };
const AT_WARNING = { ...LIMITS, level: GuardrailLevel.WARNING };
const SATISFYING = { sessionDuration: '1h' };

/** The violation of an organization of this library, and of a bare resource. */
const violation = (path: string): string => `[${path}] max-session-duration sessionDuration`;
const bareViolation = (path: string): string => `[${path}] max-session-duration session_duration`;

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'guardrails-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const errorsIn = (...[stack]: Parameters<typeof errors>): string[] => errors(stack).map(summary);

/** The warnings in the manifest, which cdktf-cli prints, summarized and sorted. */
function manifestWarnings(): string[] {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
    readonly stacks: Record<string, { annotations: { constructPath: string; level: string; message: string }[] }>;
  };
  return Object.values(manifest.stacks)
    .flatMap(({ annotations }) =>
      annotations.map(({ constructPath, level, message }) => {
        expect(level).toBe('@cdktf/warn');
        return summary(`[${constructPath}] ${message}`);
      }),
    )
    .sort();
}

test('guardrails have a name', () => {
  expect(guardrails(LIMITS).name).toBe('company');
});

describe('guardrails on a stack', () => {
  test.each<readonly [string, (scope: IConstruct, applied: OrganizationGuardrails) => void]>([
    [
      'applied once',
      (stack, applied) => {
        applied.applyTo(stack);
      },
    ],
    [
      'applied twice',
      (stack, applied) => {
        applied.applyTo(stack);
        applied.applyTo(stack);
      },
    ],
    [
      'applied to the stack and to every construct in it',
      (stack, applied) => {
        for (const scope of stack.node.findAll()) {
          applied.applyTo(scope);
        }
      },
    ],
  ])('report each organization once (%s)', (_, apply) => {
    const stack = stackWithProvider();
    owned(stack, 'Owned');
    bare(stack, 'Bare', { accountId: SECOND_ACCOUNT });
    apply(stack, guardrails(LIMITS));
    expect(errorsIn(stack)).toEqual([violation('stack/Owned'), bareViolation('stack/Bare')]);
  });

  test('check bare resources if the stack has no construct of this library', () => {
    const stack = stackWithProvider();
    bare(stack);
    guardrails(LIMITS).applyTo(stack);
    expect(errorsIn(stack)).toEqual([bareViolation('stack/Bare')]);
  });

  test('check organizations that are added later', () => {
    const stack = stackWithProvider();
    guardrails(LIMITS).applyTo(stack);
    owned(stack, 'Owned');
    bare(stack, 'Bare', { accountId: SECOND_ACCOUNT });
    expect(errorsIn(stack)).toEqual([violation('stack/Owned'), bareViolation('stack/Bare')]);
  });

  test('check values that an aspect changes', () => {
    const stack = stackWithProvider();
    const { resource } = owned(stack, 'Owned', SATISFYING);
    guardrails(LIMITS).applyTo(stack);
    Aspects.of(resource).add({
      visit: () => {
        resource.addOverride('session_duration', '24h');
      },
    });
    expect(errorsIn(stack)).toEqual([violation('stack/Owned')]);
  });

  test('are evaluated again at each synthesis, but warn once', () => {
    const stack = stackWithProvider();
    const organization = owned(stack, 'Owned');
    guardrails(AT_WARNING).applyTo(stack);
    guardrails(LIMITS).applyTo(stack);
    expect(errorsIn(stack)).toEqual([violation('stack/Owned')]);
    expect(errorsIn(stack)).toEqual([violation('stack/Owned')]);
    expect(warningsIn(stack).map(summary)).toEqual([violation('stack/Owned')]);
    organization.resource.sessionDuration = '12h';
    expect(errorsIn(stack)).toEqual([]);
  });

  test('do not check other stacks', () => {
    const app = Testing.app();
    const stack = stackWithProvider(app, 'one');
    const other = stackWithProvider(app, 'other');
    owned(other, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    expect(errors(other)).toEqual([]);
  });

  test('ignore other resources and organizations that are only read', () => {
    const stack = stackWithProvider();
    new ZeroTrustAccessTag(stack, 'Tag', { accountId: ACCOUNT_ID, name: 'tag' });
    ZeroTrustOrganization.fromAccountId(stack, 'Read', ACCOUNT_ID);
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([]);
  });

  test('check a moved resource only at its target', () => {
    const stack = stackWithProvider();
    bare(stack, 'Old').moveTo('target');
    bare(stack, 'New').addMoveTarget('target');
    guardrails(LIMITS).applyTo(stack);
    expect(errorsIn(stack)).toEqual([bareViolation('stack/New')]);
  });
});

describe('guardrails on a part of a stack', () => {
  test('check only organizations in that part', () => {
    const stack = stackWithProvider();
    const part = new Construct(stack, 'part');
    bare(part);
    bare(stack, 'Other', { accountId: SECOND_ACCOUNT });
    guardrails(LIMITS).applyTo(part);
    expect(errorsIn(stack)).toEqual([bareViolation('stack/part/Bare')]);
  });

  test('can check a single organization', () => {
    const stack = stackWithProvider();
    const organization = owned(stack, 'Owned');
    owned(stack, 'Other', { accountId: SECOND_ACCOUNT });
    guardrails(LIMITS).applyTo(organization);
    expect(errorsIn(stack)).toEqual([violation('stack/Owned')]);
  });

  test('check the bare child of a foreign construct that resembles one of this library as a bare resource', () => {
    const stack = stackWithProvider();
    const construct = new Construct(stack, 'Foreign');
    Object.assign(construct, { resource: bare(construct, 'Default') });
    guardrails(LIMITS).applyTo(stack);
    expect(errorsIn(stack)).toEqual([bareViolation('stack/Foreign/Default')]);
  });

  test('check the bare child of an organization of this library', () => {
    const stack = stackWithProvider();
    bare(owned(stack, 'Owned', SATISFYING), 'Child', { accountId: SECOND_ACCOUNT });
    guardrails(LIMITS).applyTo(stack);
    expect(errorsIn(stack)).toEqual([bareViolation('stack/Owned/Child')]);
  });
});

describe('guardrails on an app', () => {
  test('report the errors of all stacks in one run', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'one'), 'Owned');
    const two = stackWithProvider(app, 'two');
    owned(two, 'Owned', { accountId: SECOND_ACCOUNT });
    bare(two, 'Bare', { accountId: THIRD_ACCOUNT });
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([
      violation('one/Owned'),
      `[one/Owned] also ${violation('two/Owned')}`,
      `[one/Owned] also ${bareViolation('two/Bare')}`,
    ]);
  });

  test('check stacks that are added later', () => {
    const app = appOn(TODAY, outdir);
    guardrails(LIMITS).applyTo(app);
    owned(stackWithProvider(app, 'one'), 'Owned');
    bare(stackWithProvider(app, 'two'), 'Bare', { accountId: SECOND_ACCOUNT });
    expect(synthErrors(app)).toEqual([violation('one/Owned'), `[one/Owned] also ${bareViolation('two/Bare')}`]);
  });

  test('check stacks of bare resources that are added before and after', () => {
    const app = appOn(TODAY, outdir);
    bare(stackWithProvider(app, 'before'));
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'after'), 'Bare', { accountId: SECOND_ACCOUNT });
    expect(synthErrors(app)).toEqual([
      bareViolation('before/Bare'),
      `[before/Bare] also ${bareViolation('after/Bare')}`,
    ]);
  });

  test('report a later stack of bare resources although the stacks before it satisfy them', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'satisfying'), 'Owned', SATISFYING);
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'later'), 'Bare', { accountId: SECOND_ACCOUNT });
    expect(synthErrors(app)).toEqual([bareViolation('later/Bare')]);
  });

  // Nothing adds an aspect to these stacks, so that they are evaluated after all others.
  test('fail the synthesis of an app whose only stack was added later', () => {
    const app = appOn(TODAY, outdir);
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'only'));
    expect(synthErrors(app)).toEqual([bareViolation('only/Bare')]);
  });

  test('add the warnings of stacks that were added later to the manifest', () => {
    const app = appOn(TODAY, outdir);
    guardrails(AT_WARNING).applyTo(app);
    bare(stackWithProvider(app, 'only'));
    app.synth();
    expect(manifestWarnings()).toEqual([bareViolation('only/Bare')]);
  });

  test('warn once per organization', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'one'), 'Owned');
    bare(stackWithProvider(app, 'two'), 'Bare', { accountId: SECOND_ACCOUNT });
    guardrails(AT_WARNING).applyTo(app);
    bare(stackWithProvider(app, 'three'), 'Bare', { accountId: THIRD_ACCOUNT });
    app.synth();
    expect(manifestWarnings()).toEqual([
      violation('one/Owned'),
      bareViolation('three/Bare'),
      bareViolation('two/Bare'),
    ]);
  });

  test('are satisfied by an app without organizations', () => {
    const app = appOn(TODAY, outdir);
    stackWithProvider(app, 'empty');
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([]);
  });

  test('do not fail an app that skips validation', () => {
    const app = appOn(TODAY, outdir);
    Object.assign(app, { skipValidation: true });
    bare(stackWithProvider(app, 'one'));
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([]);
  });
});

test('guardrails on a scope between the app and its stacks check only the stacks in it', () => {
  const app = appOn(TODAY, outdir);
  const group = new Construct(app, 'group');
  const inside = stackWithProvider(group, 'inside');
  bare(inside);
  bare(stackWithProvider(app, 'outside'), 'Bare', { accountId: SECOND_ACCOUNT });
  guardrails(LIMITS).applyTo(group);
  expect(errorsIn(inside)).toEqual([bareViolation('group/inside/Bare')]);
});

test('several guardrails are evaluated independently, each at its own level', () => {
  const stack = stackWithProvider();
  owned(stack, 'Owned');
  guardrails(LIMITS).applyTo(stack);
  new OrganizationGuardrails({
    name: 'advice',
    level: GuardrailLevel.WARNING,
    maxSessionDuration: '8h',
  }).applyTo(stack);
  expect(errorsIn(stack)).toEqual([violation('stack/Owned')]);
  expect(warningsIn(stack).map(summary)).toEqual([violation('stack/Owned')]);
  expect(warningsIn(stack)[0]).toContain("guardrails 'advice'");
});
