import { type App, type TerraformStack, TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import {
  GuardrailLevel,
  type IOrganizationRule,
  OrganizationReport,
  OrganizationSetting,
  type OrganizationView,
  type RuleFinding,
  SettingSource,
  UnresolvedHandling,
  Waivers,
} from '../../lib';
import { GUARDRAILS } from '../../lib/guardrails/guardrails-table';
import type { ReportDocument } from '../../lib/report/report-document';
import { ACCOUNT_ID, errors, stackWithProvider, ZONE_ID } from '../organization';
import {
  appOn,
  bare,
  guardrails,
  type Limits,
  messages,
  NOTHING,
  owned,
  type Props,
  TODAY,
  warningsIn,
} from './helpers';

const { LOGIN_DESIGN } = OrganizationSetting;
const LOGO = 'https://assets.widget-corp.example/logo.svg';

/** Logos are hosted by the company. */
const LOGO_HOST: IOrganizationRule = {
  id: 'logo-host',
  statement: 'Logos are hosted on assets.widget-corp.example',
  check: (organization) => {
    const path = organization.value('loginDesign.logoPath');
    return path === undefined || (typeof path === 'string' && path.startsWith('https://assets.widget-corp.example/'))
      ? []
      : [{ prop: 'loginDesign.logoPath', allowed: 'a file on assets.widget-corp.example' }];
  },
};

function ruleThat(check: (organization: OrganizationView) => unknown): IOrganizationRule {
  return { ...LOGO_HOST, check: check as IOrganizationRule['check'] };
}

function ruleWith(finding: unknown): IOrganizationRule {
  return ruleThat(() => [finding]);
}

function stackIn(app: App, rule: IOrganizationRule, props: Props = {}, limits: Limits = {}): TerraformStack {
  const stack = stackWithProvider(app);
  owned(stack, 'Owned', props);
  guardrails({ rules: [rule], ...limits }).applyTo(app);
  return stack;
}

function stackOf(rule: IOrganizationRule, props: Props = {}, limits: Limits = {}): TerraformStack {
  return stackIn(appOn(TODAY), rule, props, limits);
}

const logo = (logoPath: string): Props => ({ loginDesign: { logoPath } });

describe('a custom rule', () => {
  test('is satisfied without findings', () => {
    expect(messages(stackOf(LOGO_HOST, logo(LOGO)))).toEqual(NOTHING);
  });

  test.each<[string, unknown, string]>([
    [
      'the rendered value and what is allowed',
      { prop: 'loginDesign.logoPath', allowed: 'a file of ours.' },
      "loginDesign.logoPath 'https://a.example/b' is not allowed by guardrails 'company'. Use a file of ours or add a waiver. [guardrail logo-host]",
    ],
    [
      'another value and another fix',
      { prop: 'loginDesign.logoPath', received: 'a.example', allowed: 'a file of ours', fix: 'Upload it.' },
      "loginDesign.logoPath 'a.example' is not allowed by guardrails 'company'. Upload it or add a waiver. [guardrail logo-host]",
    ],
    [
      'a prop that is absent',
      { prop: 'loginDesign.footerText', allowed: 'the address of the help desk' },
      "loginDesign.footerText is not given, but guardrails 'company' require the address of the help desk. Use the address of the help desk or add a waiver. [guardrail logo-host]",
    ],
    [
      'something else than a prop',
      { prop: 'path', received: 'stack/Owned', allowed: 'a path that begins with production' },
      "path 'stack/Owned' is not allowed by guardrails 'company'. Use a path that begins with production or add a waiver. [guardrail logo-host]",
    ],
    [
      'text with line breaks, on one line',
      { prop: 'loginDesign.logoPath', received: 'a\nb', allowed: 'one\nline', fix: ' Do\n\tthat... ' },
      "loginDesign.logoPath 'a\\nb' is not allowed by guardrails 'company'. Do that or add a waiver. [guardrail logo-host]",
    ],
  ])('reports %s', (_, finding, message) => {
    const stack = stackOf(ruleWith(finding), logo('https://a.example/b'));
    expect(messages(stack)).toEqual({ errors: [message], warnings: [] });
  });

  test('reports each finding', () => {
    const rule = ruleThat(() => ['name', 'authDomain'].map((prop) => ({ prop, allowed: 'another one' })));
    expect(messages(stackOf(rule)).errors).toEqual([
      expect.stringMatching(/^name 'Widget Corp' /),
      expect.stringMatching(/^authDomain 'widget-corp/),
    ]);
  });

  test('has the level of its guardrails', () => {
    const found = messages(stackOf(LOGO_HOST, logo('x'), { level: GuardrailLevel.WARNING }));
    expect(found).toEqual({ errors: [], warnings: [expect.stringContaining('[guardrail logo-host]')] });
  });

  test('checks what overrides render', () => {
    const stack = stackWithProvider();
    owned(stack, 'Owned', logo(LOGO)).resource.addOverride('login_design.logo_path', 'http://a.example');
    guardrails({ rules: [LOGO_HOST] }).applyTo(stack);
    expect(messages(stack).errors).toEqual([expect.stringContaining("loginDesign.logoPath 'http://a.example'")]);
  });

  test('checks bare resources, and names their attributes', () => {
    const stack = stackWithProvider();
    bare(stack, 'Bare', { loginDesign: { logoPath: 'x' } });
    guardrails({ rules: [LOGO_HOST] }).applyTo(stack);
    expect(messages(stack).errors).toEqual([expect.stringMatching(/^login_design\.logo_path 'x'/)]);
  });

  test('is the same object when props are copied, so that it can have a class and state', () => {
    class Counting implements IOrganizationRule {
      public readonly statement = 'Counted';
      public count = 0;

      public get id(): string {
        return 'counting';
      }

      public check(): RuleFinding[] {
        this.count++;
        return [];
      }
    }
    const rule = new Counting();
    errors(stackOf(rule));
    expect(rule.count).toBe(1);
  });
});

describe('the view of a custom rule', () => {
  function viewed<T>(props: Props, read: (organization: OrganizationView) => T): T | undefined {
    let result: T | undefined;
    const rule = ruleThat((organization) => {
      result = read(organization);
      return [];
    });
    errors(stackOf(rule, props));
    return result;
  }

  test('has the path, the address and the id of the account', () => {
    expect(viewed({}, ({ path, address, accountId, zoneId }) => ({ path, address, accountId, zoneId }))).toEqual({
      path: 'stack/Owned',
      address: 'cloudflare_zero_trust_organization.Owned',
      accountId: ACCOUNT_ID,
      zoneId: undefined,
    });
  });

  test('has the id of the zone', () => {
    const props = { accountId: undefined, zoneId: ZONE_ID };
    expect(viewed(props, ({ accountId, zoneId }) => [accountId, zoneId])).toEqual([undefined, ZONE_ID]);
  });

  test.each<[string, Props, unknown]>([
    ['sessionDuration', { sessionDuration: '8h' }, '8h'],
    ['sessionDuration', {}, '24h'], // the default
    ['mfa.requiredForAllApps', {}, false],
    ['mfa.allowedAuthenticators', {}, ['totp', 'biometrics', 'security_key']],
    ['loginDesign.logoPath', {}, undefined],
    ['sessionDuration', { unmanaged: [OrganizationSetting.SESSION_DURATION] }, undefined],
    ['sessionDuration', { sessionDuration: '${var.session}' }, undefined],
    ['mfa.allowedAuthenticators', { mfa: { allowedAuthenticators: ['${var.a}' as never] } }, undefined],
  ])('has the value of %s with %j', (prop, props, value) => {
    expect(viewed(props, (organization) => [organization.value(prop)])).toEqual([value]);
  });

  test('has lists that can be changed without effect', () => {
    const lengths = viewed({}, (organization) => {
      (organization.value('mfa.allowedAuthenticators') as string[]).pop();
      return (organization.value('mfa.allowedAuthenticators') as string[]).length;
    });
    expect(lengths).toBe(3);
  });

  test('has the provenance of values', () => {
    const provenance = viewed({ sessionDuration: '8h' }, (organization) => organization.provenance);
    expect(provenance).toContainEqual({
      prop: 'sessionDuration',
      value: '8h',
      source: SettingSource.ORGANIZATION,
      blueprint: undefined,
      unmanaged: false,
    });
  });

  test('knows unresolved props and unmanaged settings', () => {
    const props = { sessionDuration: '${var.session}', unmanaged: [LOGIN_DESIGN] };
    expect(
      viewed(props, (organization) => [
        organization.isUnresolved('sessionDuration'),
        organization.isUnresolved('name'),
        organization.isUnresolved('loginDesign.logoPath'),
        organization.isUnmanaged(LOGIN_DESIGN),
        organization.isUnmanaged(OrganizationSetting.MFA),
      ]),
    ).toEqual([true, false, false, true, false]);
  });
});

const unresolvedLogo = (stack: TerraformStack): Props => logo(new TerraformVariable(stack, 'v', {}).stringValue);

/** Props whose logo a rule cannot read, and why. */
const UNREADABLE: readonly [string, (stack: TerraformStack) => Props, string][] = [
  ['unresolved', unresolvedLogo, 'is unresolved until apply'],
  ['unmanaged', () => ({ unmanaged: [LOGIN_DESIGN] }), 'is unmanaged'],
  [
    'covered by ignoreChanges',
    () => ({ ...logo(LOGO), lifecycle: { ignoreChanges: ['login_design.logo_path'] } }),
    'is unmanaged',
  ],
];

describe('a custom rule that reads a prop without a value at synthesis', () => {
  function stackWith(rule: IOrganizationRule, props: (stack: TerraformStack) => Props, limits: Limits): TerraformStack {
    const stack = stackWithProvider();
    owned(stack, 'Owned', props(stack));
    guardrails({ rules: [rule], ...limits }).applyTo(stack);
    return stack;
  }

  test.each(UNREADABLE)('is indeterminate if it is %s', (_, props, problem) => {
    const { errors: failed, warnings } = messages(stackWith(LOGO_HOST, props, {}));
    expect([failed, warnings]).toEqual([
      [],
      [expect.stringMatching(/^loginDesign\.logoPath .* \[guardrail logo-host\]$/)],
    ]);
    expect(warnings[0]).toContain(problem);
  });

  test.each(UNREADABLE)('passes or fails as onUnresolved requires, if it is %s', (_, props) => {
    const found = (onUnresolved: UnresolvedHandling) => messages(stackWith(LOGO_HOST, props, { onUnresolved }));
    expect(found(UnresolvedHandling.PASS)).toEqual(NOTHING);
    expect(found(UnresolvedHandling.ERROR).errors).toHaveLength(1);
  });

  /** Reads the logo, then asks something, and has no findings. */
  function ruleThatAsks(question: (organization: OrganizationView) => boolean): IOrganizationRule {
    return ruleThat((organization) => {
      organization.value('loginDesign.logoPath');
      question(organization);
      return [];
    });
  }

  test.each<[string, (organization: OrganizationView) => boolean, (stack: TerraformStack) => Props]>([
    ['unresolved', (organization) => organization.isUnresolved('loginDesign.logoPath'), unresolvedLogo],
    ['unmanaged', (organization) => organization.isUnmanaged(LOGIN_DESIGN), () => ({ unmanaged: [LOGIN_DESIGN] })],
  ])('decides itself if it asks whether it is %s', (_, question, props) => {
    expect(messages(stackWith(ruleThatAsks(question), props, {}))).toEqual(NOTHING);
  });

  test.each<[string, (organization: OrganizationView) => boolean]>([
    ['about another prop', (organization) => organization.isUnresolved('loginDesign.footerText')],
    ['for another reason', (organization) => organization.isUnmanaged(LOGIN_DESIGN)],
  ])('does not decide itself if it asks %s', (_, question) => {
    expect(messages(stackWith(ruleThatAsks(question), unresolvedLogo, {})).warnings).toHaveLength(1);
  });

  test('has only its own finding for that prop', () => {
    const rule = ruleThat((organization) =>
      organization.value('loginDesign.logoPath') === undefined
        ? [{ prop: 'loginDesign.logoPath', allowed: 'a literal logo' }]
        : [],
    );
    expect(messages(stackWith(rule, unresolvedLogo, {}))).toEqual({
      errors: [expect.stringContaining('Use a literal logo')],
      warnings: [],
    });
  });
});

describe('a custom rule that fails', () => {
  test.each<[string, (organization: OrganizationView) => unknown, string]>([
    [
      'an exception',
      () => {
        throw new TypeError('x is not\na function.');
      },
      'x is not a function',
    ],
    [
      'something else that is thrown',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- rules can be written in any language
        throw 'broken';
      },
      'broken',
    ],
    ['no list', () => undefined, 'undefined is not a list'],
    ['a promise', () => Promise.resolve([]), 'is not a list'],
    ['a finding of a wrong type', () => [7], '[0] 7 is not a struct'],
    ['a finding without a prop', () => [{ allowed: 'x' }], 'a finding lacks prop'],
    ['a finding without a requirement', () => [{ prop: 'name' }], 'a finding lacks allowed'],
    ['a finding without both', () => [{}], 'a finding lacks prop. a finding lacks allowed'],
    ['a finding with a blank requirement', () => [{ prop: 'name', allowed: ' ' }], 'a finding lacks allowed'],
    ['a misspelled field', () => [{ prop: 'name', alowed: 'x' }], 'Did you mean [0].allowed?'],
    ['a prop that does not exist', (view) => [view.value('sesionDuration')], "Did you mean 'sessionDuration'?"],
    ['a prop that is not rendered', (view) => [view.isUnresolved('mfa.preset')], "prop 'mfa.preset' does not exist"],
  ])('is an error at any level: %s', (_, check, problem) => {
    const { errors: failed } = messages(stackOf(ruleThat(check), {}, { level: GuardrailLevel.WARNING }));
    expect(failed).toEqual([
      expect.stringMatching(
        /^rule 'logo-host' of guardrails 'company' failed: .*\. Correct the rule or add a waiver\. \[guardrail logo-host\]$/,
      ),
    ]);
    expect(failed[0]).toContain(problem);
  });

  test('does not prevent other rules', () => {
    const failing = { ...ruleThat(() => undefined), id: 'failing' };
    const stack = stackOf(LOGO_HOST, logo('x'), { rules: [failing, LOGO_HOST] });
    expect(messages(stack).errors.map((line) => /\[guardrail (.*)\]$/.exec(line)?.[1])).toEqual([
      'failing',
      'logo-host',
    ]);
  });
});

describe('a waiver of a custom rule', () => {
  const WAIVER = { guardrail: 'logo-host', reason: 'until the rebranding, PLAT-7' };

  test.each(['before', 'after'])('can be added %s the guardrails', (order) => {
    const app = appOn(TODAY);
    const stack = stackWithProvider(app);
    if (order === 'before') {
      Waivers.of(stack).add(WAIVER);
    }
    owned(stack, 'Owned', logo('https://a.example/b'));
    guardrails({ rules: [LOGO_HOST] }).applyTo(app);
    if (order === 'after') {
      Waivers.of(stack).add(WAIVER);
    }
    expect([errors(stack), warningsIn(app)]).toEqual([[], []]);
  });

  test('is reported as unused like any other', () => {
    const stack = stackOf(LOGO_HOST, logo(LOGO));
    Waivers.of(stack).add(WAIVER);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([expect.stringContaining('[waiver-unused]')]);
  });

  test.each<[string, string]>([
    ['max-sesion-duration', "Did you mean 'max-session-duration'?"],
    ['logo-hosts', "Did you mean 'logo-host'?"],
    ['everything', `Use one of ${[...GUARDRAILS.map(({ id }) => id), 'logo-host'].join(', ')}. [`],
  ])('is an error if no guardrail has the id %s', (guardrail, fix) => {
    const stack = stackOf(LOGO_HOST, logo(LOGO));
    guardrails({ name: 'without rules' }).applyTo(stack);
    Waivers.of(stack).add({ ...WAIVER, guardrail });
    const [error = '', ...others] = errors(stack);
    expect(error).toMatch(`[stack] guardrail '${guardrail}' does not exist. `);
    expect(error).toContain(fix);
    expect(error).toMatch(/\[waiver-guardrail\]$/);
    expect([others, warningsIn(stack)]).toEqual([[], []]);
  });
});

test('the report lists custom rules, their findings and their waivers', () => {
  const app = appOn(TODAY);
  const stack = stackIn(app, LOGO_HOST, logo('x'), { maxSessionDuration: '24h' });
  Waivers.of(stack).add({ guardrail: 'logo-host', reason: 'until the rebranding' });
  const report = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
  expect(report.guardrails[0]?.rules).toEqual([
    { id: 'max-session-duration', statement: 'Maximum session duration', limit: '24h' },
    { id: 'logo-host', statement: 'Logos are hosted on assets.widget-corp.example' },
  ]);
  expect(report.organizations[0]?.guardrails).toMatchObject([
    { guardrail: 'max-session-duration', outcome: 'satisfied' },
    { guardrail: 'logo-host', outcome: 'waived', waiver: { reason: 'until the rebranding', scope: 'stack' } },
  ]);
  expect(report.waivers).toMatchObject([{ guardrail: 'logo-host', state: 'active' }]);
});

test('a custom rule that repeats a guardrail of this library decides like it', () => {
  const minutes = fc.integer({ min: 15, max: 43_800 });
  const rule = ruleThat((organization) =>
    Number.parseInt(String(organization.value('sessionDuration')), 10) > 600
      ? [{ prop: 'sessionDuration', allowed: "at most '600m'" }]
      : [],
  );
  fc.assert(
    fc.property(minutes, (length) => {
      const props = { sessionDuration: `${length}m` };
      const builtIn = messages(
        stackOf(
          ruleThat(() => []),
          props,
          { maxSessionDuration: '600m' },
        ),
      );
      expect(messages(stackOf(rule, props)).errors).toHaveLength(builtIn.errors.length);
    }),
    { numRuns: 20 },
  );
});
