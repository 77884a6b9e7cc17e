import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, Aspects, Testing } from 'cdktf';
import { ZeroTrustOrganization } from '../lib';
import { errors, organization, PROPS, stackWithProvider, synth, warnings } from './organization';

const WRONG = { ...PROPS, name: '' };
const NAME_BLANK =
  "name: received ''; allowed: text that is not blank: write the organization's name, such as 'Widget Corp' [name-blank]";

/** A valid account id of its own for each organization of an app. */
function account(number: number): string {
  return String(number).padStart(32, '0');
}

describe('errors', () => {
  test('all problems of an organization come at once', () => {
    expect(errors(organization({ name: '', sessionDuration: '1d', readOnlyLock: { reason: '' } }))).toHaveLength(3);
  });

  test('all organizations of a stack come at once, each with its path', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'One', { ...WRONG, accountId: account(1) });
    new ZeroTrustOrganization(stack, 'Two', { ...WRONG, accountId: account(2) });
    expect(errors(stack)).toEqual([`[stack/One] ${NAME_BLANK}`, `[stack/Two] ${NAME_BLANK}`]);
  });

  test('organizations of other stacks of the app come along, once', () => {
    const app = Testing.app();
    const stacks = ['a', 'b', 'c', 'd'].map((id) => stackWithProvider(app, id));
    stacks.forEach((stack, index) => {
      new ZeroTrustOrganization(stack, 'One', { ...(id(stack) === 'b' ? PROPS : WRONG), accountId: account(index) });
      new ZeroTrustOrganization(stack, 'Two', {
        ...(id(stack) === 'd' ? PROPS : WRONG),
        accountId: account(index + 9),
      });
    });
    const [first] = stacks;
    for (let synthesis = 0; synthesis < 2; synthesis += 1) {
      expect(errors(first as never)).toEqual([
        `[a/One] ${NAME_BLANK}`,
        `[a/One] also [b/Two] ${NAME_BLANK}`,
        `[a/One] also [c/One] ${NAME_BLANK}`,
        `[a/One] also [c/Two] ${NAME_BLANK}`,
        `[a/One] also [d/One] ${NAME_BLANK}`,
        `[a/Two] ${NAME_BLANK}`,
      ]);
    }
  });

  test("another stack's provider version counts, although that stack was not synthesized yet", () => {
    const app = Testing.app();
    const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
    new ZeroTrustOrganization(first, 'Organization', { ...WRONG, accountId: account(1) });
    new ZeroTrustOrganization(second, 'Organization', { ...PROPS, accountId: account(2) });
    second.addOverride('terraform.required_providers.cloudflare.version', '5.17.0');
    expect(errors(first).map((line) => line.split(':')[0])).toEqual([
      '[first/Organization] name',
      '[first/Organization] also [second/Organization] mfa.allowedAuthenticators',
      '[first/Organization] also [second/Organization] mfa.sessionDuration',
      '[first/Organization] also [second/Organization] mfa.requiredForAllApps',
    ]);
  });

  test('app.synth stops before anything of a wrong stack is written', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
    try {
      const app = new App({ outdir });
      new ZeroTrustOrganization(stackWithProvider(app), 'Organization', WRONG);
      expect(() => {
        app.synth();
      }).toThrow(`[stack/Organization] ${NAME_BLANK}`);
      expect(readdirSync(join(outdir, 'stacks'))).toEqual([]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test('skipValidation is heard', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
    try {
      const app = new App({ outdir, skipValidation: true });
      new ZeroTrustOrganization(stackWithProvider(app), 'Organization', WRONG);
      app.synth();
      expect(readFileSync(join(outdir, 'stacks', 'stack', 'cdk.tf.json'), 'utf8')).toContain('"name": ""');
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

describe('one organization per account', () => {
  test('in one stack and in several, the others are named', () => {
    const app = Testing.app();
    const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
    new ZeroTrustOrganization(first, 'One', PROPS);
    new ZeroTrustOrganization(first, 'Two', PROPS);
    new ZeroTrustOrganization(second, 'Three', PROPS);
    expect(errors(second)[0]).toBe(
      "[second/Three] accountId: '023e105f4ecef8ad9ca31a8372d0c353' is managed by 'first/One', 'first/Two' too; an account has one organization: keep one construct, and read it elsewhere with ZeroTrustOrganization.fromAccountId [one-organization-per-account]",
    );
  });

  test('of many others, three are named', () => {
    const stack = stackWithProvider();
    for (let index = 0; index < 9; index += 1) {
      new ZeroTrustOrganization(stack, `O${index}`, PROPS);
    }
    const all = errors(stack);
    expect(all).toHaveLength(9);
    expect(all[0]).toContain("is managed by 'stack/O1', 'stack/O2', 'stack/O3' too;");
    expect(all[8]).toContain("is managed by 'stack/O0', 'stack/O1', 'stack/O2' too;");
  });

  test('another app is another matter, and so is an id that only the engine knows', () => {
    expect(errors(organization())).toEqual([]);
    expect(errors(organization())).toEqual([]);
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'One', { ...PROPS, accountId: '${var.account}' });
    new ZeroTrustOrganization(stack, 'Two', { ...PROPS, accountId: '${var.account}' });
    expect(errors(stack)).toEqual([]);
  });
});

describe('warnings', () => {
  const UNLOCKED = { ...PROPS, readOnlyLock: undefined };

  test('are annotations of the organization, each once, however often the stack is synthesized', () => {
    const construct = new ZeroTrustOrganization(stackWithProvider(), 'Organization', UNLOCKED);
    expect(warnings(construct)).toHaveLength(1);
    expect(warnings(construct)).toHaveLength(1);
  });

  test('are no errors', () => {
    expect(errors(organization(UNLOCKED))).toEqual([]);
  });

  test('do not become errors, and errors do not become warnings', () => {
    const construct = organization(WRONG);
    expect(warnings(construct)).toEqual([]);
  });

  test('reach the manifest, which the command line tool prints', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
    try {
      const app = new App({ outdir });
      new ZeroTrustOrganization(stackWithProvider(app), 'Organization', UNLOCKED);
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
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

describe('aspects of the user', () => {
  test('can change the resource', () => {
    const construct = organization();
    Aspects.of(construct).add({
      visit: (node) => {
        if (ZeroTrustOrganization.isZeroTrustOrganization(node)) {
          node.resource.addOverride('session_duration', '1h');
          Annotations.of(node).addInfo('changed');
        }
      },
    });
    expect(synth(construct).resource.cloudflare_zero_trust_organization?.Organization).toMatchObject({
      session_duration: '1h',
    });
  });
});

function id(stack: { readonly node: { readonly id: string } }): string {
  return stack.node.id;
}
