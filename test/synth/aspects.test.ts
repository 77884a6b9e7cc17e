import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ZeroTrustOrganization as Bare } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { type App, Aspects, TerraformResource, type TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { Acknowledgements, GuardrailLevel, OrganizationReport, Waivers, type ZeroTrustOrganization } from '../../lib';
import type { ReportDocument } from '../../lib/report/report-document';
import {
  appOn,
  bare,
  guardrails,
  type Lines,
  NOTHING,
  owned,
  SECOND_ACCOUNT,
  summary,
  THIRD_ACCOUNT,
  TODAY,
  warningsIn,
} from '../guardrails/helpers';
import { ACCOUNT_ID, constraintFrom, errors, PROPS, stackWithProvider, synth } from '../organization';

const LIMITS = { maxSessionDuration: '12h' };
const WAIVER = { guardrail: 'max-session-duration', reason: 'PLAT-42' };
/** Satisfies `LIMITS`. */
const SATISFYING = { sessionDuration: '1h' };

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'aspects-'));
  app = appOn(TODAY, outdir);
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** Calls a function when CDKTF invokes the aspects of a scope, once per synthesis. */
function onAspects(scope: IConstruct, change: () => void): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (node === scope) {
        change();
      }
    },
  });
}

/** The findings of the synthesis of the app, summarized. */
function synthesized(): Lines {
  let found: string[] = [];
  try {
    app.synth();
  } catch (error) {
    const lines = String(error).split('\n');
    found = lines.filter((line) => line.startsWith('  [')).map((line) => summary(line.trim()));
  }
  return { errors: found, warnings: warningsIn(app).map(summary) };
}

describe('a change by an aspect is evaluated', () => {
  /** An organization that satisfies its guardrails, and the scopes above it. */
  interface Scopes {
    readonly stack: TerraformStack;
    readonly part: Construct;
    readonly organization: ZeroTrustOrganization;
    readonly resource: Bare;
  }

  const CHANGES: readonly (readonly [string, (scopes: Scopes) => void, Partial<Lines>])[] = [
    [
      'an invalid value',
      ({ resource }) => {
        resource.addOverride('session_duration', '1d');
      },
      { errors: ['max-session-duration sessionDuration'] },
    ],
    [
      'an invalid value in an override of the stack',
      ({ stack, resource }) => {
        stack.addOverride(`resource.cloudflare_zero_trust_organization.${resource.friendlyUniqueId}.name`, '');
      },
      { errors: ['name-blank name'] },
    ],
    [
      'an expression, which cannot be checked',
      ({ resource }) => {
        resource.sessionDuration = '${var.session}';
      },
      { warnings: ['max-session-duration sessionDuration'] },
    ],
    [
      'a violation at warning level',
      ({ resource }) => {
        resource.addOverride('is_ui_read_only', false);
      },
      { warnings: ['read-only-lock-overridden readOnlyLock.locked', 'lock-required readOnlyLock.locked'] },
    ],
    [
      'an ignored setting',
      ({ resource }) => {
        resource.lifecycle = { ignoreChanges: ['session_duration'] };
      },
      {
        errors: ['setting-managed-and-unmanaged sessionDuration'],
        warnings: ['max-session-duration sessionDuration'],
      },
    ],
    [
      'an acknowledgement',
      ({ organization, resource }) => {
        resource.addOverride('auth_domain', 'access.widget-corp.com');
        Acknowledgements.of(organization).add({ rule: 'auth-domain-format', reason: 'PLAT-42' });
      },
      NOTHING,
    ],
    [
      'a waiver',
      ({ part, resource }) => {
        resource.addOverride('session_duration', '24h');
        Waivers.of(part).add(WAIVER);
      },
      NOTHING,
    ],
  ];

  const PLACES = ['stack', 'part', 'organization', 'resource'] as const;

  const cases = CHANGES.flatMap(([what, change, expected]) =>
    PLACES.map((place) => [what, place, change, expected] as const),
  );

  test.each(cases)('%s, by an aspect on the %s', (_, place, change, expected) => {
    const stack = stackWithProvider(app);
    const part = new Construct(stack, 'part');
    const organization = owned(part, 'Owned', SATISFYING);
    const scopes = { stack, part, organization, resource: organization.resource };
    onAspects(scopes[place], () => {
      change(scopes);
    });
    guardrails(LIMITS).applyTo(stack);
    guardrails({ name: 'advice', level: GuardrailLevel.WARNING, lockRequired: true }).applyTo(app);
    const found = synthesized();
    const rulesOf = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^\[[^\]]*\] /, ''));
    expect({ errors: rulesOf(found.errors), warnings: rulesOf(found.warnings) }).toEqual({ ...NOTHING, ...expected });
  });

  test('by an aspect that is added before the organization and the guardrails', () => {
    const stack = stackWithProvider(app);
    Aspects.of(stack).add({
      visit: (node) => {
        if (TerraformResource.isTerraformResource(node)) {
          node.addOverride('session_duration', '24h');
        }
      },
    });
    bare(stack, 'Bare', SATISFYING);
    guardrails(LIMITS).applyTo(app);
    expect(synthesized()).toEqual({ errors: ['[stack/Bare] max-session-duration session_duration'], warnings: [] });
  });

  test.each([
    ['24h', '1h', []],
    ['1h', '24h', ['[stack/Owned] max-session-duration sessionDuration']],
  ])('after all of them: the value of the last one counts (%s, %s)', (outer, inner, expected) => {
    const stack = stackWithProvider(app);
    const { resource } = owned(stack, 'Owned', SATISFYING);
    guardrails(LIMITS).applyTo(resource);
    onAspects(resource, () => {
      resource.sessionDuration = inner;
    });
    onAspects(stack, () => {
      resource.sessionDuration = outer;
    });
    expect(synthesized().errors).toEqual(expected);
  });

  test('with the provider version that a newer attribute requires, also without validation', () => {
    const stack = stackWithProvider(app);
    const organization = owned(stack, 'Owned');
    onAspects(organization, () => {
      organization.resource.addOverride('strict_service_token_auth', true);
    });
    expect(synth(stack, false).terraform?.required_providers.cloudflare.version).toBe(constraintFrom('5.27.0'));
    expect(synth(stack)).toEqual(synth(stack, false));
  });

  test('if it makes the constraint of the user too low', () => {
    const stack = stackWithProvider(app);
    stack.addOverride('terraform.required_providers.cloudflare.version', '5.18.0');
    const organization = owned(stack, 'Owned');
    onAspects(organization, () => {
      organization.resource.addOverride('strict_service_token_auth', true);
    });
    expect(synthesized().errors).toEqual(['[stack/Owned] provider-version-too-low strictServiceTokenAuth']);
  });
});

describe('a resource that is added by an aspect is evaluated', () => {
  const ADDED = '[stack/Added] max-session-duration session_duration';

  const addOnce = (stack: TerraformStack): void => {
    if (stack.node.tryFindChild('Added') === undefined) {
      bare(stack, 'Added', { accountId: SECOND_ACCOUNT });
    }
  };

  test('in a stack with a construct of this library, at each synthesis', () => {
    const stack = stackWithProvider(app);
    owned(stack, 'Owned', SATISFYING);
    guardrails(LIMITS).applyTo(app);
    onAspects(stack, () => {
      addOnce(stack);
    });
    expect(synthesized().errors).toEqual([ADDED]);
    expect(synthesized().errors).toEqual([ADDED]);
  });

  test('in a stack without organizations, which guardrails apply to', () => {
    guardrails(LIMITS).applyTo(app);
    const stack = stackWithProvider(app);
    onAspects(stack, () => {
      addOnce(stack);
    });
    expect(synthesized().errors).toEqual([ADDED]);
  });

  test('if it manages the account of another organization', () => {
    const stack = stackWithProvider(app);
    owned(stack, 'Owned');
    onAspects(stack, () => {
      bare(stack, 'Added');
    });
    expect(synthesized().errors).toEqual(['[stack/Owned] one-organization-per-account accountId']);
  });

  test('if it is a construct of this library', () => {
    const stack = stackWithProvider(app);
    onAspects(stack, () => {
      owned(stack, 'Added', { name: '' });
    });
    expect(synthesized().errors).toEqual(['[stack/Added] name-blank name']);
  });
});

describe('a waiver that an aspect makes necessary is not unused', () => {
  const needed = (organization: ZeroTrustOrganization): void => {
    onAspects(organization, () => {
      organization.resource.sessionDuration = '24h';
    });
  };

  test('on the app, by an aspect of a later stack', () => {
    owned(stackWithProvider(app, 'first'), 'Owned', SATISFYING);
    const later = owned(stackWithProvider(app, 'later'), 'Owned', { ...SATISFYING, accountId: SECOND_ACCOUNT });
    stackWithProvider(app, 'last');
    needed(later);
    guardrails(LIMITS).applyTo(app);
    Waivers.of(app).add(WAIVER);
    expect(synthesized()).toEqual(NOTHING);
    expect(synthesized()).toEqual(NOTHING);
  });

  test('on a scope between the app and its stacks', () => {
    const group = new Construct(app, 'group');
    owned(stackWithProvider(group, 'first'), 'Owned', SATISFYING);
    needed(owned(stackWithProvider(group, 'later'), 'Owned', { ...SATISFYING, accountId: SECOND_ACCOUNT }));
    guardrails(LIMITS).applyTo(group);
    Waivers.of(group).add(WAIVER);
    expect(synthesized()).toEqual(NOTHING);
  });

  test('on a stack, by an aspect of a nested stack', () => {
    const stack = stackWithProvider(app);
    needed(owned(stackWithProvider(stack, 'nested'), 'Owned', SATISFYING));
    guardrails(LIMITS).applyTo(app);
    Waivers.of(stack).add(WAIVER);
    expect(synthesized()).toEqual(NOTHING);
  });

  test('but one that an aspect makes unnecessary is, once, at the last stack', () => {
    owned(stackWithProvider(app, 'first'), 'Owned', SATISFYING);
    const later = owned(stackWithProvider(app, 'later'), 'Owned', { accountId: SECOND_ACCOUNT });
    stackWithProvider(app, 'last');
    onAspects(later, () => {
      later.resource.sessionDuration = '1h';
    });
    guardrails(LIMITS).applyTo(app);
    Waivers.of(app).add(WAIVER);
    const unused = { errors: [], warnings: ['[last] waiver-unused'] };
    expect(synthesized()).toEqual(unused);
    expect(synthesized()).toEqual(unused);
  });
});

describe('a collision that an aspect of a later stack creates is reported, although CDKTF has validated the first', () => {
  test.each<[string, 'account_id' | 'auth_domain', string, string, string]>([
    ['an account', 'account_id', ACCOUNT_ID, 'one-organization-per-account', 'accountId'],
    ['a login domain', 'auth_domain', PROPS.authDomain, 'one-account-per-auth-domain', 'authDomain'],
  ])('%s of a construct', (_, attribute, value, rule, prop) => {
    owned(stackWithProvider(app, 'first'), 'Owned');
    const { resource } = owned(stackWithProvider(app, 'later'), 'Owned', { accountId: SECOND_ACCOUNT });
    onAspects(resource, () => {
      resource.addOverride(attribute, value);
    });
    const expected = [`[later] also [first/Owned] ${rule} ${prop}`, `[later/Owned] ${rule} ${prop}`];
    expect(synthesized().errors).toEqual(expected);
  });

  test.each<[string, 'account_id' | 'auth_domain', string, string]>([
    ['an account', 'account_id', ACCOUNT_ID, 'one-organization-per-account accountId'],
    ['a login domain', 'auth_domain', PROPS.authDomain, 'one-account-per-auth-domain authDomain'],
  ])('%s of a bare resource', (_, attribute, value, finding) => {
    owned(stackWithProvider(app, 'first'), 'Owned');
    const resource = bare(stackWithProvider(app, 'later'), 'Bare', { accountId: SECOND_ACCOUNT });
    owned(stackWithProvider(app, 'last'), 'Owned', { accountId: THIRD_ACCOUNT });
    onAspects(resource, () => {
      resource.addOverride(attribute, value);
    });
    const expected = [`[last] also [first/Owned] ${finding}`];
    expect(synthesized().errors).toEqual(expected);
  });

  test('an account of a bare resource that the aspect adds', () => {
    owned(stackWithProvider(app, 'first'), 'Owned');
    const later = stackWithProvider(app, 'later');
    onAspects(later, () => {
      bare(later);
    });
    expect(synthesized().errors).toEqual(['[later] also [first/Owned] one-organization-per-account accountId']);
  });

  test('but none that an aspect of a later stack resolves before anything else fails', () => {
    owned(stackWithProvider(app, 'first'), 'Owned');
    const { resource } = owned(stackWithProvider(app, 'later'), 'Owned', { accountId: SECOND_ACCOUNT });
    onAspects(resource, () => {
      resource.addOverride('account_id', THIRD_ACCOUNT);
    });
    expect(synthesized()).toEqual(NOTHING);
  });
});

describe('findings of a stack whose aspects have not run', () => {
  /** Two stacks with errors, of which CDKTF reaches the first only. */
  function twoStacks(): { readonly first: TerraformStack; readonly later: TerraformStack } {
    const [first, later] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'later')];
    owned(first, 'Owned', { name: '' });
    owned(later, 'Owned', { name: '', accountId: SECOND_ACCOUNT });
    return { first, later };
  }

  const laterError = (): string | undefined => errorLines().find((line) => line.includes('later/Owned'));

  function errorLines(): string[] {
    try {
      app.synth();
      return [];
    } catch (error) {
      return String(error).split('\n');
    }
  }

  function pendingAspects(): readonly string[] {
    return (JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument).pendingAspects;
  }

  test('say so', () => {
    const { later } = twoStacks();
    onAspects(later, () => undefined);
    expect(laterError()).toMatch(
      /^ {2}\[first\/Owned\] also \[later\/Owned\] \(before the aspects of its stack\) name '' is blank\./,
    );
  });

  test('say so in the report, until the aspects have run', () => {
    const { first, later } = twoStacks();
    onAspects(first, () => undefined);
    onAspects(later.node.findChild('Owned'), () => undefined);
    expect(pendingAspects()).toEqual(['first', 'later']);
    expect(errorLines()).not.toEqual([]);
    expect(pendingAspects()).toEqual(['later']);
    expect(errors(later)).not.toEqual([]);
    expect(pendingAspects()).toEqual([]);
  });

  test('do not say so if it has no aspects', () => {
    twoStacks();
    expect(laterError()).toMatch(/^ {2}\[first\/Owned\] also \[later\/Owned\] name '' is blank\./);
    expect(pendingAspects()).toEqual([]);
  });

  test('do not say so after a synthesis that evaluated the stack at its end', () => {
    guardrails(LIMITS).applyTo(app);
    const stack = stackWithProvider(app);
    bare(stack, 'Bare', SATISFYING);
    onAspects(stack, () => undefined);
    app.synth();
    expect(pendingAspects()).toEqual([]);
  });

  test('do not say so in the report that synthesis writes', () => {
    const report = new OrganizationReport(app);
    const stack = stackWithProvider(app);
    bare(stack);
    onAspects(stack, () => undefined);
    expect(pendingAspects()).toEqual(['stack']);
    app.synth();
    const written = readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8');
    expect((JSON.parse(written) as ReportDocument).pendingAspects).toEqual([]);
    expect(written).toBe(report.toJson());
  });
});
