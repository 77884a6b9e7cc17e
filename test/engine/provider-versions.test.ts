/** What differs between provider versions and the schemas do not show. */
import { ZeroTrustList } from '@cdktf/provider-cloudflare/lib/zero-trust-list';
import { type TerraformStack, Testing } from 'cdktf';
import { HardenedStack } from '../../examples/hardened/stack';
import {
  MfaAuthenticator,
  ServiceTokenAction,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { isNewer } from '../../lib/provider/version-constraints';
import { ACCOUNT_ID, PROPS, stackWithProvider } from '../organization';
import { USUAL } from './behavior';
import { ACCOUNT, differences, Fixture, LIVE, stackOf, VERSION_PATH } from './fixture';
import { providerVersions } from './toolchain';
import type { Plan } from './workspace';

/** The first version that accepts lists of type `AAGUID`: its validator of `type` has it, and that of 5.18.0 does not. */
const AAGUID_SINCE = '5.19.0';
/** The first version in which the normalizations below were seen. */
const NORMALIZING_SINCE = '5.26.0';

/** The available versions before and since another one. */
const before = (since: string) => providerVersions().filter((version) => isNewer(since, version));
const since = (first: string) => providerVersions().filter((version) => !isNewer(first, version));

/** Tests each version; a test without a version is listed as skipped. */
function testEach(versions: readonly string[], name: string, run: (version: string) => Promise<void>): void {
  if (versions.length === 0) {
    test.skip(name.replace('%s', 'of no installed version'), () => undefined);
  } else {
    test.each(versions)(name, run);
  }
}

const required = (stack: TerraformStack, version: string): TerraformStack => {
  stack.addOverride(VERSION_PATH, version);
  return stack;
};

describe('lists of type AAGUID', () => {
  const fixture = new Fixture();

  /** Validates a list. */
  async function validate(version: string) {
    const stack = required(stackWithProvider(), version);
    new ZeroTrustList(stack, 'Keys', { accountId: ACCOUNT_ID, name: 'Keys', type: 'AAGUID' });
    const { code, output } = await (await fixture.workspace(stack)).run('validate', '-no-color');
    return { code, output: output.replace(/[\s│]+/g, ' ') };
  }

  testEach(before(AAGUID_SINCE).slice(-1), 'are rejected by provider %s', async (version) => {
    expect(await validate(version)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/Attribute type value must be one of: .*, got: "AAGUID"/) as string,
    });
  });

  testEach(since(AAGUID_SINCE).slice(0, 1), 'are accepted by provider %s', async (version) => {
    expect(await validate(version)).toMatchObject({ code: 0 });
  });

  test('are required of the provider by the hardened example', () => {
    const synthesized = JSON.parse(Testing.synth(new HardenedStack(Testing.app(), 'hardened'), true)) as {
      terraform: { required_providers: { cloudflare: { version: string } } };
    };
    const { version } = synthesized.terraform.required_providers.cloudflare;
    const minimum = /^(?:>= )?([\d.]+)/.exec(version)?.[1] ?? '0.0.0';
    expect(isNewer(AAGUID_SINCE, minimum)).toBe(false);
  });
});

interface Normalization {
  readonly name: string;
  readonly props?: Partial<ZeroTrustOrganizationProps>;
  /** Attributes that the library does not render. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** A change in the dashboard after the apply. */
  readonly change?: Readonly<Record<string, unknown>>;
  /** The attribute with the two values, and the first version that has it. */
  readonly attribute: string;
  readonly needs: string;
}

const INACTIVITY = { action: ServiceTokenAction.DISABLE, inactivity_threshold_days: 90 };

/** Values that are equivalent since `NORMALIZING_SINCE`. */
const NORMALIZATIONS: readonly Normalization[] = [
  { name: 'an omitted mfa_required_for_all_apps and false', attribute: 'mfa_required_for_all_apps', needs: '5.18.0' },
  {
    name: 'an omitted mfa_configuration_allowed and false',
    props: { mfa: { requiredForAllApps: true } },
    overrides: { mfa_configuration_allowed: false },
    attribute: 'mfa_configuration_allowed',
    needs: '5.18.0',
  },
  {
    name: 'a disabled service_token_inactivity and none',
    change: { service_token_inactivity: { ...INACTIVITY, enabled: false } },
    attribute: 'service_token_inactivity',
    needs: '5.26.0',
  },
  ...(['sshKeySize', 'sshKeyType'] as const).map((list) => ({
    name: `an omitted ${list} and an empty one`,
    props: { mfa: { allowedAuthenticators: [MfaAuthenticator.PIV_KEY], pivKeyRequirements: { [list]: [] } } },
    attribute: 'mfa_piv_key_requirements',
    needs: '5.28.0',
  })),
];

/** A change that is a difference for every version. */
const ENABLED: Normalization = {
  name: 'an enabled service_token_inactivity and none',
  change: { service_token_inactivity: { ...INACTIVITY, enabled: true } },
  attribute: 'service_token_inactivity',
  needs: '5.26.0',
};

const isIn =
  (version: string) =>
  ({ needs }: Normalization) =>
    !isNewer(needs, version);

describe('an API that returns neither false nor empty lists', () => {
  const fixture = new Fixture({ ...USUAL, falseValues: 'dropped', emptyLists: 'dropped' });

  /** The attributes that differ after an apply and a change in the dashboard, for an organization per normalization. */
  async function differing(normalizations: readonly Normalization[], version: string) {
    const stack = required(stackWithProvider(), version);
    const accounts = normalizations.map((_, index) => String(index).repeat(32));
    for (const [index, { props, overrides = {} }] of normalizations.entries()) {
      const accountId = accounts[index] ?? '';
      fixture.emulator.onboard(`accounts/${accountId}`, LIVE);
      const authDomain = `widget-${index}.cloudflareaccess.com`;
      new ZeroTrustOrganization(stack, `O${index}`, { ...PROPS, accountId, authDomain, ...props });
      for (const [name, value] of Object.entries(overrides)) {
        stack.addOverride(`resource.cloudflare_zero_trust_organization.O${index}.${name}`, value);
      }
    }
    const workspace = await fixture.workspace(stack);
    await workspace.deploy();
    for (const [index, { change = {} }] of normalizations.entries()) {
      fixture.emulator.change(`accounts/${accounts[index] ?? ''}`, change);
    }
    const plan = await workspace.plan();
    return normalizations.map(({ name }, index) => [
      name,
      Object.keys(differences(plan, `cloudflare_zero_trust_organization.O${index}`)),
    ]);
  }

  testEach(since(NORMALIZING_SINCE).slice(-1), 'provider %s treats equivalent values alike', async (version) => {
    const normalizations = NORMALIZATIONS.filter(isIn(version));
    expect(await differing([...normalizations, ENABLED], version)).toEqual([
      ...normalizations.map(({ name }) => [name, []]),
      [ENABLED.name, [ENABLED.attribute]],
    ]);
  });

  testEach(before(NORMALIZING_SINCE).slice(-1), 'provider %s distinguishes them', async (version) => {
    const normalizations = NORMALIZATIONS.filter(isIn(version));
    expect(normalizations).not.toEqual([]);
    expect(await differing(normalizations, version)).toEqual(
      normalizations.map(({ name, attribute }) => [name, [attribute]]),
    );
  });

  describe('an import', () => {
    /** The first plan. */
    async function firstPlan(version: string): Promise<Plan> {
      fixture.emulator.onboard(ACCOUNT, LIVE);
      return (await fixture.workspace(required(stackOf(), version))).plan();
    }

    testEach(before(NORMALIZING_SINCE).slice(-1), 'into provider %s shows that MFA stays optional', async (version) => {
      expect(differences(await firstPlan(version))).toHaveProperty('mfa_required_for_all_apps', [null, false]);
    });

    testEach(since(NORMALIZING_SINCE).slice(-1), 'into provider %s shows no change of it', async (version) => {
      const shown = differences(await firstPlan(version));
      expect(shown).toHaveProperty('session_duration');
      expect(shown).not.toHaveProperty('mfa_required_for_all_apps');
    });
  });
});
