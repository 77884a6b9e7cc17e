/** Organizations that hard rules reject, and what rejects them without the rule. */
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import {
  Acknowledgements,
  LiveCheck,
  MfaAuthenticator,
  MfaPreset,
  ServiceTokenAction,
  SshKeyType,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { RULES } from '../../lib/rules';
import { errors, ZONE_ID } from '../organization';
import { ACCOUNT, ADDRESS, allowAnyProvider, type Fixture, stackOf, VERSION_PATH } from './fixture';
import { providerVersions } from './toolchain';
import type { Workspace } from './workspace';

type Props = Partial<ZeroTrustOrganizationProps>;

const { TOTP, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;

/** The commands of a deployment, in order. */
const COMMANDS = {
  init: ['init', '-no-color'],
  validate: ['validate', '-no-color'],
  plan: ['plan', '-no-color', '-out=plan'],
  apply: ['apply', '-no-color', 'plan'],
} as const;

type Command = keyof typeof COMMANDS;

/** An invalid organization that the engine, the provider or the API rejects. */
export interface Rejection {
  readonly rule: string;
  readonly props: Props;
  /** What is invalid, if the props do not show it. */
  readonly given?: string;
  /** The first command that fails; OpenTofu checks at `plan` what Terraform checks at `validate`. */
  readonly at: Command | 'validate or plan';
  /** The engine, the provider before it sends a request, or the API. */
  readonly by: 'engine' | 'provider' | 'API';
  /** The error, without line breaks. */
  readonly message: RegExp;
  /** The provider version that the settings require. */
  readonly needs?: string;
  /** The provider version that the stack requires. */
  readonly required?: string;
  /** Additional changes of the stack. */
  readonly edit?: (stack: TerraformStack) => void;
  /** Prepares the workspace before the first command. */
  readonly prepare?: (workspace: Workspace, fixture: Fixture) => void;
}

/** Props as plain JavaScript can pass them, for example without required ones. */
export function untyped(props: object): Props {
  return props;
}

/** Overrides an attribute of the organization. */
function override(path: string, value: unknown): (stack: TerraformStack) => void {
  return (stack) => {
    stack.addOverride(`resource.cloudflare_zero_trust_organization.Organization.${path}`, value);
  };
}

/** The resource of the organization in a stack. */
function resourceIn(stack: TerraformStack): OrganizationL1 {
  const [organization] = stack.node.children.filter((child) => ZeroTrustOrganization.isZeroTrustOrganization(child));
  if (organization === undefined) {
    throw new Error('The stack has no organization.');
  }
  return organization.resource;
}

/**
 * Rejections without the rule. `prop-type` and `prop-unknown` have no row, because the constructor throws and there is no
 * stack.
 */
export const REJECTIONS: readonly Rejection[] = [
  {
    rule: 'scope-exactly-one',
    props: { accountId: undefined },
    at: 'apply',
    by: 'provider',
    message: /either account ID or zone ID must be provided/,
  },
  {
    // The imported organization has no zone, and a zone replaces the resource.
    rule: 'scope-exactly-one',
    props: { zoneId: ZONE_ID },
    at: 'plan',
    by: 'engine',
    message: /^(?=.* zone_id = "\w+" # forces replacement).*[ .]prevent_destroy set/,
  },
  {
    rule: 'account-id-format',
    props: { accountId: 'Widget Corp' },
    at: 'plan',
    by: 'API',
    message: /"code":7003,.* perhaps your object identifier is invalid/,
  },
  {
    rule: 'zone-id-format',
    props: { accountId: undefined, zoneId: 'widget-corp.com' },
    at: 'apply',
    by: 'API',
    message: /"code":7003,.* perhaps your object identifier is invalid/,
  },
  {
    rule: 'resource-name',
    props: {},
    given: "the name '1org'",
    edit: (stack) => {
      resourceIn(stack).overrideLogicalId('1org');
    },
    at: 'init',
    by: 'engine',
    message: /Error: Extra characters after expression/,
  },
  {
    rule: 'auth-domain-format',
    props: { authDomain: ' ' },
    at: 'apply',
    by: 'API',
    message: /"code":11004,"message":"access\.api\.error\.invalid_auth_domain"/,
  },
  {
    rule: 'session-duration',
    props: { sessionDuration: '30d' },
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* session_duration is not an allowed duration/,
  },
  {
    rule: 'warp-auth-session-duration',
    props: { warpAuthSessionDuration: '24s' },
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* warp_auth_session_duration is not an allowed duration/,
  },
  {
    rule: 'user-seat-expiration',
    props: { userSeatExpirationInactiveTime: '720h' },
    at: 'apply',
    by: 'API',
    message: /"code":12123,"message":"access\.api\.error\.user_seat_expiration_invalid_time"/,
  },
  ...['721h', '30d'].map(
    (duration): Rejection => ({
      rule: 'mfa-session-duration',
      props: { mfa: { sessionDuration: duration } },
      at: 'apply',
      by: 'API',
      message: /"code":12130,.* mfa_config\.session_duration is not an allowed duration/,
    }),
  ),
  {
    rule: 'amr-matching-session-duration',
    props: { mfa: { amrMatchingSessionDuration: '721h' } },
    needs: '5.19.0',
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* mfa_config\.amr_matching_session_duration is not an allowed duration/,
  },
  {
    rule: 'mfa-required-needs-authenticators',
    props: { mfa: { requiredForAllApps: true, allowedAuthenticators: [] } },
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* mfa_required_for_all_apps requires an allowed authenticator/,
  },
  {
    rule: 'mfa-required-needs-session',
    props: {
      mfa: { preset: MfaPreset.DISABLED, requiredForAllApps: true, allowedAuthenticators: [TOTP, SECURITY_KEY] },
    },
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* mfa_required_for_all_apps requires a session duration/,
  },
  {
    rule: 'mfa-required-infrastructure-only',
    props: { mfa: { requiredForAllApps: true, allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] } },
    needs: '5.24.0',
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* requires an allowed authenticator that is not for infrastructure only/,
  },
  {
    rule: 'mfa-required-aaguids-format',
    props: { mfa: { requiredAaguids: 'hardware keys' } },
    needs: '5.19.0',
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* required_aaguids is not a UUID/,
  },
  {
    rule: 'piv-key-size',
    props: {
      mfa: {
        allowedAuthenticators: [TOTP, PIV_KEY],
        pivKeyRequirements: { sshKeySize: [2048], sshKeyType: [SshKeyType.ECDSA] },
      },
    },
    needs: '5.28.0',
    at: 'apply',
    by: 'API',
    message: /"code":12130,.* ssh_key_size 2048 does not fit any key type/,
  },
  {
    rule: 'service-token-inactivity-action',
    props: untyped({ serviceTokenInactivity: { inactivityThresholdDays: 90 } }),
    needs: '5.26.0',
    at: 'validate',
    by: 'engine',
    message: /"service_token_inactivity": attribute "action" is required/,
  },
  {
    rule: 'service-token-inactivity-days',
    props: untyped({ serviceTokenInactivity: { action: ServiceTokenAction.DISABLE } }),
    needs: '5.26.0',
    at: 'validate',
    by: 'engine',
    message: /"service_token_inactivity": attribute "inactivity_threshold_days" is required/,
  },
  ...(
    [
      [{ sessionDuration: '12h${' }, /Error: Missing expression/],
      [{ name: '100%{' }, /Error: Invalid template directive/],
      [{ loginDesign: { headerText: '%{ if true }Hello' } }, /Error: Unexpected end of template/],
    ] as const
  ).map(
    ([props, message]): Rejection => ({ rule: 'text-unclosed-template', props, at: 'validate', by: 'engine', message }),
  ),
  {
    // The library renders no import block for a zone. One that is added shows the reason: the id is used as account id.
    rule: 'import-needs-account',
    props: { accountId: undefined, zoneId: ZONE_ID, importExisting: true },
    edit: (stack) => {
      stack.addOverride('import', [{ to: ADDRESS, id: ZONE_ID }]);
    },
    at: 'plan',
    by: 'API',
    message: new RegExp(`/accounts/${ZONE_ID}/access/organizations": 403 .*"code":9999`),
  },
  ...(
    [
      ['count', 1],
      ['for_each', '${toset(["a"])}'],
    ] as const
  ).map(
    ([name, value]): Rejection => ({
      rule: 'import-single-instance',
      props: {},
      given: name,
      edit: override(name, value),
      at: 'validate or plan',
      by: 'engine',
      message: /The target resource is using (count|for_each)|Configuration for import target does not exist/,
    }),
  ),
  {
    rule: 'live-check-instance',
    props: {
      accountId: '${each.key}',
      importExisting: false,
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
    },
    edit: override('for_each', '${toset(["widget-corp"])}'),
    at: 'validate or plan',
    by: 'engine',
    message: /Reference to "each" in context without for_each|each\.key/,
  },
  {
    rule: 'migrate-from-address',
    props: { migrateFrom: 'cloudflare_zero_trust_access_organization' },
    at: 'init',
    by: 'engine',
    message: /Error: Invalid address/,
  },
  {
    rule: 'migrate-from-address',
    props: { migrateFrom: ADDRESS },
    at: 'plan',
    by: 'engine',
    message: /Error: Redundant move statement/,
  },
  {
    rule: 'migrate-from-address',
    props: { migrateFrom: 'cloudflare_zone.this' },
    prepare: (workspace, fixture) => {
      writeFileSync(workspace.statePath, fixture.stateOf('cloudflare_zone', { id: ZONE_ID }));
    },
    at: 'plan',
    by: 'provider',
    message: /Unable to Move Resource State|A cloudflare_zone cannot be moved/,
  },
  {
    rule: 'provider-reference',
    props: {},
    given: 'an alias that is not configured',
    edit: override('provider', 'cloudflare.europe'),
    at: 'validate',
    by: 'engine',
    message: /Error: Provider configuration not present/,
  },
  {
    rule: 'provider-reference',
    props: {},
    given: 'another provider',
    edit: override('provider', 'aws'),
    at: 'init',
    by: 'engine',
    message: /hashicorp\/aws/,
  },
  {
    rule: 'provider-reference',
    props: {},
    given: 'a resource as provider',
    edit: (stack) => {
      resourceIn(stack).provider = new OrganizationL1(stack, 'Other', {}) as unknown as TerraformProvider;
    },
    at: 'init',
    by: 'engine',
    message: /Error: Invalid (character|provider configuration reference)/,
  },
  ...['5.x', 'latest', '', '>= 5.18.0 < 6.0.0', 'v5.28.0', '5.28.0.0', '=> 5.18.0'].map(
    (required): Rejection => ({
      rule: 'provider-version-invalid',
      props: {},
      given: `the version '${required}'`,
      edit: (stack) => {
        stack.addOverride(VERSION_PATH, required);
      },
      at: 'init',
      by: 'engine',
      message: /Error: Invalid version constraint/,
    }),
  ),
  {
    rule: 'provider-version-too-low',
    props: { strictServiceTokenAuth: true },
    required: '5.22.0',
    at: 'validate',
    by: 'engine',
    message: /No argument or block type is named "strict_service_token_auth"/,
  },
  {
    rule: 'provider-version-too-low',
    props: {},
    given: 'an attribute that an override sets to null',
    required: '5.22.0',
    edit: override('strict_service_token_auth', null),
    at: 'validate',
    by: 'engine',
    message: /No argument or block type is named "strict_service_token_auth"/,
  },
  {
    rule: 'attribute-type',
    props: {},
    edit: override('mfa_config.allowed_authenticators', true),
    at: 'validate',
    by: 'engine',
    message: /Inappropriate value for attribute "mfa_config"/,
  },
  {
    rule: 'attribute-type',
    props: {},
    edit: override('lifecycle.ignore_changes', 'name'),
    at: 'init',
    by: 'engine',
    message: /A static list expression is required/,
  },
  ...(
    [
      ['', '${var.organization}', 'init', /Incorrect JSON value type/],
      ['', [{}, {}], 'init', /Duplicate resource/],
      ['', null, 'plan', /import target does not exist/],
      ['.lifecycle', [{}, {}], 'init', /Duplicate lifecycle block/],
      ['.lifecycle', '${var.lifecycle}', 'init', /Incorrect JSON value type/],
    ] as const
  ).map(
    ([path, value, at, message]): Rejection => ({
      rule: 'block-override',
      props: {},
      edit: (stack) => {
        stack.addOverride(`resource.${ADDRESS}${path}`, value);
        allowAnyProvider(stack); // without the attributes of the resource, none needs a newer one than 5.14.0
      },
      at,
      by: 'engine',
      message,
    }),
  ),
  {
    rule: 'ignore-changes-reference',
    props: { lifecycle: { ignoreChanges: ['sessionDuration'] } },
    at: 'validate',
    by: 'engine',
    message: /Unsupported attribute/,
  },
];

/** Tests that each rejection happens without the rule, before anything changes. */
export function testRejections(fixture: Fixture, rejections: readonly Rejection[]): void {
  for (const rejection of rejections) {
    const { rule, props, at, by, message, prepare } = rejection;
    const shown = inspect(props, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 3 });
    const { given = shown } = rejection;

    // Settings that the provider does not support are listed as skipped.
    (isSupported(fixture, rejection) ? test : test.skip)(`${rule}: the ${by} rejects ${given} at ${at}`, async () => {
      expect(violatedRules(rejectedStack(rejection), rule)).toEqual([rule]);

      const { emulator } = fixture;
      const live = structuredClone(emulator.live(ACCOUNT));
      const workspace = fixture.emptyWorkspace();
      workspace.write(rejectedStack(rejection), 'json', false);
      prepare?.(workspace, fixture);
      expect(await firstFailure(workspace)).toEqual({
        command: expect.stringMatching(`^(${at.replace(' or ', '|')})$`) as string,
        output: expect.stringMatching(message) as string,
      });
      expect(emulator.requests.some(({ status }) => status >= 400)).toBe(by === 'API');
      expect(emulator.writes()).toEqual([]);
      expect(emulator.live(ACCOUNT)).toEqual(live);
    });
  }
}

/** The ids of the hard rules that a stack violates. */
export function violatedRules(stack: TerraformStack, rule: string): string[] {
  // Acknowledges the documented row of a rule, so that only the hard one remains.
  if (RULES.some(({ id, severity }) => id === rule && severity !== 'hard')) {
    Acknowledgements.of(stack).add({ rule, reason: 'only the hard row is tested' });
  }
  return [...new Set(errors(stack).map((line) => /\[([a-z-]+)\]$/.exec(line)?.[1] ?? line))];
}

/** The first command that fails, and its output without the line breaks that the engine adds. */
async function firstFailure(workspace: Workspace) {
  for (const [command, args] of Object.entries(COMMANDS)) {
    const { code, output } = await workspace.run(...args);
    if (code !== 0) {
      return { command, output: output.replace(/\s+/g, ' ') };
    }
  }
  return { command: 'none', output: '' };
}

function rejectedStack({ props, required, edit }: Rejection): TerraformStack {
  const stack = stackOf(props);
  if (required !== undefined) {
    stack.addOverride(VERSION_PATH, required);
  }
  edit?.(stack);
  return stack;
}

function isSupported(fixture: Fixture, { needs = '5.18.0', required }: Rejection): boolean {
  return fixture.supports(needs) && (required === undefined || providerVersions().includes(required));
}
