import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, type TerraformStack, Testing } from 'cdktf';
import {
  type IOrganizationRule,
  OrganizationReport,
  Waivers,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { bare, guardrails, summary, synthErrors } from '../guardrails/helpers';
import { errors, organization, PROPS, stackWithProvider, synth, warnings } from '../organization';
import { findings } from '../rules/helpers';

/** Props with one error, `name-blank`. */
const INVALID: ZeroTrustOrganizationProps = { ...PROPS, name: '' };
/** Props with one warning, `read-only-lock-unset`. */
const UNLOCKED: ZeroTrustOrganizationProps = { ...PROPS, readOnlyLock: undefined };

/** Adds an organization with an account of its own, whose id is derived from the path. */
function add(stack: TerraformStack, id: string, props: ZeroTrustOrganizationProps): ZeroTrustOrganization {
  const accountId = Buffer.from(`${stack.node.id}/${id}`).toString('hex').padStart(32, '0').slice(-32);
  const authDomain = `account-${accountId}.cloudflareaccess.com`;
  return new ZeroTrustOrganization(stack, id, { ...props, accountId, authDomain });
}

/** Calls a function with the path of a directory, which is removed afterwards. */
function inDirectory(use: (outdir: string) => void): void {
  const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
  try {
    use(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe('errors', () => {
  test('of an organization are reported together', () => {
    const construct = organization({ name: '', sessionDuration: '1d', readOnlyLock: { reason: '' } });
    expect(findings(construct).errors).toEqual([
      'name-blank name',
      'session-duration sessionDuration',
      'read-only-lock-reason readOnlyLock.reason',
    ]);
  });

  test('of all organizations of a stack are reported together, each with its path', () => {
    const stack = stackWithProvider();
    add(stack, 'One', INVALID);
    add(stack, 'Two', INVALID);
    expect(errors(stack).map(summary)).toEqual(['[stack/One] name-blank name', '[stack/Two] name-blank name']);
  });

  test('include the errors of other stacks once, at each synthesis', () => {
    const app = Testing.app();
    const first = stackWithProvider(app, 'a');
    add(first, 'One', INVALID);
    add(first, 'Two', INVALID);
    const second = stackWithProvider(app, 'b');
    add(second, 'One', PROPS);
    add(second, 'Two', INVALID);
    const third = stackWithProvider(app, 'c');
    add(third, 'One', INVALID);
    add(third, 'Two', PROPS);
    for (let synthesis = 0; synthesis < 2; synthesis += 1) {
      expect(errors(first).map(summary)).toEqual([
        '[a/One] name-blank name',
        '[a/One] also [b/Two] name-blank name',
        '[a/One] also [c/One] name-blank name',
        '[a/Two] name-blank name',
      ]);
    }
  });

  test('include those of the provider version of a stack that is not synthesized yet', () => {
    const app = Testing.app();
    const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
    add(first, 'Organization', INVALID);
    add(second, 'Organization', PROPS);
    second.addOverride('terraform.required_providers.cloudflare.version', '5.17.0');
    expect(errors(first).map(summary)).toEqual([
      '[first/Organization] name-blank name',
      '[first/Organization] also [second/Organization] provider-version-too-low mfa.allowedAuthenticators',
      '[first/Organization] also [second/Organization] provider-version-too-low mfa.sessionDuration',
      '[first/Organization] also [second/Organization] provider-version-too-low mfa.requiredForAllApps',
    ]);
  });

  test('include those of later stacks, even if these were valid in a synthesis before', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir });
      const stacks = ['a', 'b', 'c'].map((id) => stackWithProvider(app, id));
      const organizations = stacks.map((stack) => add(stack, 'Organization', PROPS));
      expect(synthErrors(app)).toEqual([]);
      for (const { resource } of organizations.slice(1)) {
        resource.addOverride('name', '');
      }
      expect(synthErrors(app)).toEqual([
        '[b/Organization] name-blank name',
        '[b/Organization] also [c/Organization] name-blank name',
      ]);
    });
  });

  test('of nested stacks are reported once, like those of the stacks around them', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir });
      const around = stackWithProvider(app, 'around');
      const nested = stackWithProvider(around, 'nested');
      add(around, 'Organization', INVALID);
      add(nested, 'Organization', INVALID);
      add(stackWithProvider(app, 'later'), 'Organization', INVALID);
      expect(synthErrors(app)).toEqual([
        '[around/nested/Organization] name-blank name',
        '[around/nested/Organization] also [later/Organization] name-blank name',
        '[around/Organization] name-blank name',
      ]);
    });
  });

  test('of nested stacks are reported once, also if only the stack around them is synthesized', () => {
    const around = stackWithProvider(Testing.app(), 'around');
    add(around, 'Organization', INVALID);
    add(stackWithProvider(around, 'nested'), 'Organization', INVALID);
    expect(errors(around).map(summary)).toEqual([
      '[around/Organization] name-blank name',
      '[around/nested/Organization] name-blank name',
    ]);
  });

  test('of a stack of bare resources before the first construct of this library are reported at the end', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir });
      guardrails({ lockRequired: true }).applyTo(app);
      bare(stackWithProvider(app, 'before'));
      add(stackWithProvider(app, 'after'), 'Organization', PROPS);
      const expected = ['[before/Bare] lock-required is_ui_read_only'];
      expect(synthErrors(app)).toEqual(expected);
      expect(synthErrors(app)).toEqual(expected);
    });
  });

  test('name at most three duplicates of an organization', () => {
    const stack = stackWithProvider();
    for (const id of Array.from('ABCDEF')) {
      new ZeroTrustOrganization(stack, id, PROPS);
    }
    const named = errors(stack).map((error) => [summary(error), error.match(/(?<=')stack\/\w(?=')/g)]);
    expect([named[0], named.at(-1)]).toEqual([
      ['[stack/A] one-organization-per-account accountId', ['stack/B', 'stack/C', 'stack/D']],
      ['[stack/F] one-organization-per-account accountId', ['stack/A', 'stack/B', 'stack/C']],
    ]);
  });

  test('stop an app before it writes the stack', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir });
      add(stackWithProvider(app), 'Organization', INVALID);
      expect(() => {
        app.synth();
      }).toThrow(/^ {2}\[stack\/Organization\] name .* \[name-blank\]$/m);
      expect(readdirSync(join(outdir, 'stacks'))).toEqual([]);
    });
  });

  test('do not stop an app with skipValidation', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir, skipValidation: true });
      add(stackWithProvider(app), 'Organization', INVALID);
      app.synth();
      expect(readFileSync(join(outdir, 'stacks', 'stack', 'cdk.tf.json'), 'utf8')).toContain('"name": ""');
    });
  });
});

describe('warnings', () => {
  test('are annotations of the organization, added once even if the stack is synthesized twice', () => {
    const construct = organization(UNLOCKED);
    expect(warnings(construct)).toHaveLength(1);
    expect(warnings(construct)).toHaveLength(1);
  });

  test('are not errors', () => {
    expect(findings(organization(UNLOCKED))).toEqual({ errors: [], warnings: ['read-only-lock-unset readOnlyLock'] });
  });

  test('are not added for errors', () => {
    expect(findings(organization(INVALID))).toEqual({ errors: ['name-blank name'], warnings: [] });
  });

  test('are written to the manifest, from which cdktf-cli prints them', () => {
    inDirectory((outdir) => {
      const app = new App({ outdir });
      add(stackWithProvider(app), 'Organization', UNLOCKED);
      app.synth();
      const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
        stacks: Record<string, { annotations: unknown[] }>;
      };
      expect(manifest.stacks.stack?.annotations).toEqual([
        expect.objectContaining({
          constructPath: 'stack/Organization',
          level: '@cdktf/warn',
          message: expect.stringContaining('[read-only-lock-unset]') as string,
        }),
      ]);
    });
  });
});

test('each organization is evaluated once per synthesis, also for waivers on the app and for the report', () => {
  inDirectory((outdir) => {
    const evaluated: string[] = [];
    const rule: IOrganizationRule = {
      id: 'recorded',
      statement: 'Evaluations are recorded',
      check: ({ path }) => {
        evaluated.push(path);
        return [];
      },
    };
    const app = new App({ outdir });
    for (const id of ['a', 'b']) {
      add(stackWithProvider(app, id), 'Organization', PROPS);
    }
    guardrails({ rules: [rule] }).applyTo(app);
    Waivers.of(app).add({ guardrail: 'recorded', reason: 'PLAT-42' });
    new OrganizationReport(app);
    app.synth();
    expect(evaluated).toEqual(['a/Organization', 'b/Organization']);
    app.synth();
    expect(evaluated).toHaveLength(4);
  });
});

test('aspects can change the resource', () => {
  const construct = organization();
  Aspects.of(construct).add({
    visit: (node) => {
      if (ZeroTrustOrganization.isZeroTrustOrganization(node)) {
        node.resource.addOverride('session_duration', '1h');
      }
    },
  });
  expect(synth(construct).resource.cloudflare_zero_trust_organization?.Organization).toMatchObject({
    session_duration: '1h',
  });
});
