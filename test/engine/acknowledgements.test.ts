import { TerraformStack } from 'cdktf';
import { Acknowledgements, type ZeroTrustOrganization } from '../../lib';
import { RULES } from '../../lib/rules';
import { ACCOUNT_ID, synth, ZONE_ID } from '../organization';
import { example, keyOf } from '../rules/examples';
import { messages, NOTHING } from '../rules/helpers';
import { ACCOUNT, Fixture, LIVE } from './fixture';

const fixture = new Fixture();

/** Rules about a value that is rejected all the same: they can be acknowledged for the case that it is not. */
const REJECTED: Readonly<Record<string, RegExp>> = {
  // An API that merges updates would keep the duration of the account.
  'warp-needs-session-duration documented': /"code":12130,.* if the Warp Auth Session Duration is not set/,
  // A provider that is newer than this library may have the attribute.
  'ignore-changes-unknown warning': /Unsupported attribute/,
};

/** What the expressions in the examples refer to. */
function addReferences(stack: TerraformStack): void {
  const defaults = { text: 'text', number: 1, boolean: true, list: ['text'], numbers: [1] };
  for (const [name, value] of Object.entries({ ...defaults, name: 'Widget Corp', login_design: {} })) {
    stack.addOverride(`variable.${name}.default`, value);
  }
  stack.addOverride('resource.terraform_data.account.input', ACCOUNT_ID);
}

function acknowledged(key: string, rule: string): ZeroTrustOrganization {
  const construct = example(key);
  Acknowledgements.of(construct).add({ rule, reason: 'accepted for a test' });
  addReferences(TerraformStack.of(construct));
  return construct;
}

/** Whether the provider has the attributes that the example of a rule renders. */
function isSupported(key: string): boolean {
  const { terraform } = synth(example(key), false);
  return fixture.supports(/\d+\.\d+\.\d+/.exec(terraform?.required_providers.cloudflare.version ?? '')?.[0] ?? '0.0.0');
}

describe('an organization with an acknowledgement', () => {
  beforeEach(() => {
    fixture.emulator.onboard(`zones/${ZONE_ID}`, LIVE);
  });

  for (const rule of RULES.filter(({ severity }) => severity !== 'hard')) {
    const key = keyOf(rule);
    const rejection = REJECTED[key];
    const outcome = rejection ? 'rejected without a change' : 'applied, and its second plan is empty';

    // Settings that the provider does not support are listed as skipped.
    (isSupported(key) ? test : test.skip)(`of ${key} is ${outcome}`, async () => {
      const live = fixture.emulator.live(ACCOUNT);
      const construct = acknowledged(key, rule.id);
      expect(messages(construct)).toEqual(NOTHING);
      const workspace = await fixture.workspace(TerraformStack.of(construct));
      if (rejection) {
        const failure = String(await workspace.deploy().catch((error: unknown) => error));
        expect(failure.replace(/\s+/g, ' ')).toMatch(rejection);
        expect(fixture.emulator.live(ACCOUNT)).toEqual(live);
      } else {
        await workspace.deploy();
        expect(fixture.emulator.writes()).toHaveLength(1);
        expect(await workspace.plan()).toMatchObject({ code: 0 });
      }
    });
  }
});
