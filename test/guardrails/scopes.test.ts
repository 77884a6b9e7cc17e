import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZeroTrustAccessTag } from '@cdktf/provider-cloudflare/lib/zero-trust-access-tag';
import { type App, Aspects, Testing } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { GuardrailLevel, GuardrailUnknown, OrganizationGuardrails, ZeroTrustOrganization } from '../../lib';
import { ACCOUNT_ID, errors, stackWithProvider } from '../organization';
import { appOn, bare, guardrails, owned, TODAY, warningsIn } from './helpers';

const OTHER = '1'.repeat(32);

const tooLong = (path: string, prop: string, received: string): string =>
  `[${path}] ${prop}: received ${received}; allowed by the guardrails 'company': at most '12h': write '12h', or ask for a waiver [guardrail longest-session]`;
const ownTooLong = (path: string): string => tooLong(path, 'sessionDuration', "'24h'");
const bareTooLong = (path: string): string => tooLong(path, 'session_duration', 'nothing');

const LIMITS = { longestSession: '12h' };
const warningLimits = { ...LIMITS, level: GuardrailLevel.WARNING };

type Way = readonly [name: string, apply: (scope: IConstruct, set: OrganizationGuardrails) => void];

const WAYS: readonly Way[] = [
  [
    'applied',
    (scope, set) => {
      set.applyTo(scope);
    },
  ],
  [
    'added as an aspect',
    (scope, set) => {
      Aspects.of(scope).add(set);
    },
  ],
];

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'guardrails-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** The lines of the error of a synthesis; none when there is none. */
function synthErrors(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    const lines = String(error).split('\n');
    return lines.filter((line) => line.startsWith('  [')).map((line) => line.trim());
  }
}

/** The warnings that CDKTF's command line would show. */
function manifestWarnings(): string[] {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
    readonly stacks: Record<string, { annotations: { constructPath: string; level: string; message: string }[] }>;
  };
  return Object.values(manifest.stacks).flatMap(({ annotations }) =>
    annotations.map(({ constructPath, level, message }) => {
      expect(level).toBe('@cdktf/warn');
      return `[${constructPath}] ${message}`;
    }),
  );
}

describe('guardrails on a stack', () => {
  test.each<Way>([
    ...WAYS,
    [
      'applied twice',
      (stack, set) => {
        for (const scope of [stack, stack]) {
          set.applyTo(scope);
        }
      },
    ],
    [
      'applied to the stack and to everything in it',
      (stack, set) => {
        for (const scope of stack.node.findAll()) {
          set.applyTo(scope);
        }
      },
    ],
  ])('judge every organization in it, once: %s', (_, apply) => {
    const stack = stackWithProvider();
    owned(stack, 'Owned');
    bare(stack, 'Bare', { accountId: OTHER });
    apply(stack, guardrails(LIMITS));
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned'), bareTooLong('stack/Bare')]);
  });

  test.each(WAYS)('judge bare resources where there is nothing of this library: %s', (_, apply) => {
    const stack = stackWithProvider();
    bare(stack);
    apply(stack, guardrails(LIMITS));
    expect(errors(stack)).toEqual([bareTooLong('stack/Bare')]);
  });

  test('may come before what they judge', () => {
    const stack = stackWithProvider();
    guardrails(LIMITS).applyTo(stack);
    owned(stack, 'Owned');
    bare(stack, 'Bare', { accountId: OTHER });
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned'), bareTooLong('stack/Bare')]);
  });

  test('see what an aspect changes after they looked', () => {
    const stack = stackWithProvider();
    const { resource } = owned(stack, 'Owned', { sessionDuration: '1h' });
    guardrails(LIMITS).applyTo(stack);
    Aspects.of(resource).add({
      visit: () => {
        resource.addOverride('session_duration', '24h');
      },
    });
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned')]);
  });

  test('judge at each synthesis anew, and warn once', () => {
    const stack = stackWithProvider();
    const organization = owned(stack, 'Owned');
    guardrails(warningLimits).applyTo(stack);
    guardrails(LIMITS).applyTo(stack);
    Testing.synth(stack);
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned')]);
    expect(warningsIn(stack)).toEqual([ownTooLong('stack/Owned')]);
    organization.resource.sessionDuration = '12h';
    expect(errors(stack)).toEqual([]);
  });

  test('do not judge another stack', () => {
    const app = Testing.app();
    const stack = stackWithProvider(app, 'one');
    const other = stackWithProvider(app, 'other');
    owned(other, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    expect(errors(other)).toEqual([]);
  });

  test('do not judge what is no organization', () => {
    const stack = stackWithProvider();
    new ZeroTrustAccessTag(stack, 'Tag', { accountId: ACCOUNT_ID, name: 'tag' });
    ZeroTrustOrganization.fromAccountId(stack, 'Read', ACCOUNT_ID);
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([]);
  });
});

test('a resource that was moved away is judged where it went', () => {
  const stack = stackWithProvider();
  bare(stack, 'Old').moveTo('went');
  bare(stack, 'New').addMoveTarget('went');
  guardrails(LIMITS).applyTo(stack);
  expect(errors(stack)).toEqual([bareTooLong('stack/New')]);
});

describe('guardrails on a part of a stack', () => {
  test.each(WAYS)('judge that part only: %s', (_, apply) => {
    const stack = stackWithProvider();
    const part = new Construct(stack, 'part');
    bare(part);
    bare(stack, 'Other', { accountId: OTHER });
    apply(part, guardrails(LIMITS));
    expect(errors(stack)).toEqual([bareTooLong('stack/part/Bare')]);
  });

  test('judge one organization', () => {
    const stack = stackWithProvider();
    const organization = owned(stack, 'Owned');
    owned(stack, 'Other', { accountId: OTHER });
    guardrails(LIMITS).applyTo(organization);
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned')]);
  });

  test("judge a bare child of somebody else's construct as a bare resource, whatever it looks like", () => {
    const stack = stackWithProvider();
    const construct = new Construct(stack, 'Theirs');
    Object.assign(construct, { resource: bare(construct, 'Default') });
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([bareTooLong('stack/Theirs/Default')]);
  });

  test('judge a bare child of an organization of this library', () => {
    const stack = stackWithProvider();
    bare(owned(stack, 'Owned', { sessionDuration: '1h' }), 'Hidden', { accountId: OTHER });
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([bareTooLong('stack/Owned/Hidden')]);
  });
});

describe('guardrails on the app', () => {
  test('judge every stack, and tell the errors of all at once', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'one'), 'Owned');
    const two = stackWithProvider(app, 'two');
    owned(two, 'Owned', { accountId: OTHER });
    bare(two, 'Bare', { accountId: '2'.repeat(32) });
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([
      ownTooLong('one/Owned'),
      `[one/Owned] also ${ownTooLong('two/Owned')}`,
      `[one/Owned] also ${bareTooLong('two/Bare')}`,
    ]);
  });

  test('may come before the stacks that they judge', () => {
    const app = appOn(TODAY, outdir);
    guardrails(LIMITS).applyTo(app);
    owned(stackWithProvider(app, 'one'), 'Owned');
    bare(stackWithProvider(app, 'two'), 'Bare', { accountId: OTHER });
    expect(synthErrors(app)).toEqual([ownTooLong('one/Owned'), `[one/Owned] also ${bareTooLong('two/Bare')}`]);
  });

  test('judge stacks without anything of this library, also those that come later', () => {
    const app = appOn(TODAY, outdir);
    bare(stackWithProvider(app, 'before'));
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'after'), 'Bare', { accountId: OTHER });
    expect(synthErrors(app)).toEqual([bareTooLong('before/Bare'), `[before/Bare] also ${bareTooLong('after/Bare')}`]);
  });

  test('find a later bare resource when the stacks before it are right', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'right'), 'Owned', { sessionDuration: '1h' });
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'later'), 'Bare', { accountId: OTHER });
    expect(synthErrors(app)).toEqual([bareTooLong('later/Bare')]);
  });

  test('stop a synthesis in which CDKTF visited none of its stacks for them', () => {
    const app = appOn(TODAY, outdir);
    guardrails(LIMITS).applyTo(app);
    bare(stackWithProvider(app, 'only'));
    expect(synthErrors(app)).toEqual([bareTooLong('only/Bare')]);
  });

  test('show the warnings of such a stack where CDKTF shows all', () => {
    const app = appOn(TODAY, outdir);
    guardrails(warningLimits).applyTo(app);
    bare(stackWithProvider(app, 'only'));
    app.synth();
    expect(manifestWarnings()).toEqual([bareTooLong('only/Bare')]);
  });

  test('show warnings once', () => {
    const app = appOn(TODAY, outdir);
    owned(stackWithProvider(app, 'one'), 'Owned');
    bare(stackWithProvider(app, 'two'), 'Bare', { accountId: OTHER });
    guardrails(warningLimits).applyTo(app);
    bare(stackWithProvider(app, 'three'), 'Bare', { accountId: '2'.repeat(32) });
    app.synth();
    expect(manifestWarnings().sort()).toEqual([
      ownTooLong('one/Owned'),
      bareTooLong('three/Bare'),
      bareTooLong('two/Bare'),
    ]);
  });

  test('are found as an aspect too, where the app has something of this library', () => {
    const app = appOn(TODAY, outdir);
    Aspects.of(app).add(guardrails(LIMITS));
    bare(stackWithProvider(app, 'one'), 'Bare', { accountId: OTHER });
    owned(stackWithProvider(app, 'two'), 'Owned', { sessionDuration: '1h' });
    expect(synthErrors(app)).toEqual([bareTooLong('one/Bare')]);
  });

  test('judge what stands between the app and its stacks', () => {
    const app = appOn(TODAY, outdir);
    const group = new Construct(app, 'group');
    const inside = stackWithProvider(group, 'inside');
    bare(inside);
    bare(stackWithProvider(app, 'outside'), 'Bare', { accountId: OTHER });
    guardrails(LIMITS).applyTo(group);
    expect(errors(inside)).toEqual([bareTooLong('group/inside/Bare')]);
  });

  test('are kept by an app without organizations', () => {
    const app = appOn(TODAY, outdir);
    stackWithProvider(app, 'empty');
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([]);
  });

  test('do not stop an app that skips validation', () => {
    const app = appOn(TODAY, outdir);
    Object.assign(app, { skipValidation: true });
    bare(stackWithProvider(app, 'one'));
    guardrails(LIMITS).applyTo(app);
    expect(synthErrors(app)).toEqual([]);
  });
});

describe('more than one set', () => {
  test('each judges for itself, with its own level', () => {
    const stack = stackWithProvider();
    owned(stack, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    const advice = { name: 'advice', level: GuardrailLevel.WARNING, unjudgeable: GuardrailUnknown.PASS };
    new OrganizationGuardrails({ ...advice, longestSession: '8h' }).applyTo(stack);
    expect(errors(stack)).toEqual([ownTooLong('stack/Owned')]);
    expect(warningsIn(stack)).toEqual([
      "[stack/Owned] sessionDuration: received '24h'; allowed by the guardrails 'advice': at most '8h': write '8h', or ask for a waiver [guardrail longest-session]",
    ]);
  });
});

test('a set tells its name', () => {
  expect(guardrails(LIMITS).name).toBe('company');
});
