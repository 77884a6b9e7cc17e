import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { Testing } from 'cdktf';
import { OrganizationSetting, ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { attributesIn, type Fragment } from '../../lib/provider/fragments';
import { ACCOUNT_ID, attributes, organization, PROPS, rendered, stackWithProvider, synth } from '../organization';
import { findings, NOTHING } from '../rules/helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const ADDRESS = 'cloudflare_zero_trust_organization.Organization';
const OTHER_ACCOUNT = '0'.repeat(32);

describe('an import block', () => {
  test('imports the existing organization by its literal account id', () => {
    expect(synth(organization()).import).toEqual([{ to: ADDRESS, id: ACCOUNT_ID }]);
  });

  test('is not rendered if importExisting is false', () => {
    expect(synth(organization({ importExisting: false })).import).toBeUndefined();
  });

  test('is rendered for each organization of a stack', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'One', PROPS);
    new ZeroTrustOrganization(stack, 'Two', {
      ...PROPS,
      accountId: OTHER_ACCOUNT,
      authDomain: 'other.cloudflareaccess.com',
    });
    expect(synth(stack).import).toEqual([
      { to: 'cloudflare_zero_trust_organization.One', id: ACCOUNT_ID },
      { to: 'cloudflare_zero_trust_organization.Two', id: OTHER_ACCOUNT },
    ]);
  });

  test('has the logical id that the resource is given later', () => {
    const construct = organization();
    construct.resource.overrideLogicalId('front_door');
    expect(synth(construct).import).toEqual([{ to: 'cloudflare_zero_trust_organization.front_door', id: ACCOUNT_ID }]);
  });
});

describe('a moved block', () => {
  const migrateFrom = 'cloudflare_access_organization.this';

  test('replaces the import block', () => {
    const { moved, import: imports } = synth(organization({ migrateFrom }));
    expect(moved).toEqual([{ from: migrateFrom, to: ADDRESS }]);
    expect(imports).toBeUndefined();
  });

  test('is rendered next to an import block if importExisting is true', () => {
    const { moved, import: imports } = synth(organization({ migrateFrom, importExisting: true }));
    expect(moved).toEqual([{ from: migrateFrom, to: ADDRESS }]);
    expect(imports).toEqual([{ to: ADDRESS, id: ACCOUNT_ID }]);
  });

  test('is overridden by moveFromId of the resource, and an import block by importFrom', () => {
    const construct = organization({ migrateFrom, importExisting: true });
    construct.resource.moveFromId('cloudflare_access_organization.other');
    construct.resource.importFrom(OTHER_ACCOUNT);
    const { moved, import: imports } = synth(construct, false);
    expect(moved).toEqual([{ from: 'cloudflare_access_organization.other', to: ADDRESS }]);
    expect(imports).toEqual([{ to: ADDRESS, id: OTHER_ACCOUNT }]);
  });
});

describe('the lifecycle', () => {
  test.each<[Props, boolean]>([
    [{}, true],
    [{ preventDestroy: true }, true],
    [{ preventDestroy: false }, false],
    [{ lifecycle: { preventDestroy: false } }, false],
    [{ lifecycle: { preventDestroy: true } }, true],
    [{ preventDestroy: false, lifecycle: { preventDestroy: false } }, false],
    [{ lifecycle: { createBeforeDestroy: true } }, true],
  ])('with %j has prevent_destroy %s', (props, expected) => {
    expect(rendered(props).lifecycle).toMatchObject({ prevent_destroy: expected });
  });

  test('has what the lifecycle of the props has', () => {
    const lifecycle = {
      createBeforeDestroy: true,
      precondition: [{ condition: '${var.ready}', errorMessage: 'not ready' }],
    };
    expect(rendered({ lifecycle }).lifecycle).toEqual({
      create_before_destroy: true,
      precondition: [{ condition: '${var.ready}', error_message: 'not ready' }],
      prevent_destroy: true,
    });
  });

  test('names unmanaged attributes in addition to the ignoreChanges of the props, without duplicates', () => {
    const { CUSTOM_PAGES, LOGIN_DESIGN } = OrganizationSetting;
    const unmanaged = [CUSTOM_PAGES, CUSTOM_PAGES, LOGIN_DESIGN];
    const ignored = (ignoreChanges: string[] | 'all'): unknown =>
      attributes(organization({ readOnlyLock: undefined, unmanaged, lifecycle: { ignoreChanges } }));
    expect(ignored(['name', 'custom_pages'])).toMatchObject({
      lifecycle: { ignore_changes: ['name', 'custom_pages', 'login_design'] },
    });
    expect(ignored('all')).toMatchObject({ lifecycle: { ignore_changes: 'all' } });
  });

  test('is replaced by one that is set on the resource, except for unmanaged attributes', () => {
    const construct = organization({ unmanaged: [OrganizationSetting.CUSTOM_PAGES] });
    construct.resource.lifecycle = { preventDestroy: false };
    expect(attributes(construct).lifecycle).toEqual({ prevent_destroy: false, ignore_changes: ['custom_pages'] });
    construct.resource.lifecycle = undefined;
    expect(attributes(construct).lifecycle).toEqual({ ignore_changes: ['custom_pages'] });
  });
});

test('the provider and dependencies are rendered as references', () => {
  const stack = stackWithProvider();
  const provider = new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
  const other = new OrganizationL1(stack, 'Other', {});
  const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, provider, dependsOn: [other] });
  expect(attributes(construct)).toMatchObject({
    provider: 'cloudflare.europe',
    depends_on: ['cloudflare_zero_trust_organization.Other'],
  });
});

test('the metadata of the framework name the construct', () => {
  const { resource } = organization();
  expect(attributesIn(resource.toTerraform() as Fragment, resource)).toMatchObject({
    '//': { metadata: { path: 'stack/Organization/Default', uniqueId: 'Organization' } },
  });
});

test('synthesis does not require an engine', () => {
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    expect(findings(organization())).toEqual(NOTHING);
  } finally {
    process.env.PATH = path;
  }
});

describe('the stack traces of the framework are disabled', () => {
  const VARIABLE = 'CDKTN_DISABLE_CREATION_STACK';

  afterEach(() => {
    Reflect.deleteProperty(process.env, VARIABLE);
  });

  test('while the resource is created', () => {
    const seen: unknown[] = [];
    const capture = jest.spyOn(Error, 'captureStackTrace').mockImplementation(() => {
      seen.push(process.env[VARIABLE]); // only CDKTF calls this, which has no such variable
    });
    organization();
    capture.mockRestore();
    expect(seen.filter((value) => value !== 'true')).toEqual([]);
  });

  test('and not afterwards, even if it cannot be created', () => {
    organization();
    expect(process.env).not.toHaveProperty(VARIABLE);
    expect(() => new ZeroTrustOrganization(Testing.app(), 'Organization', PROPS)).toThrow(
      'No stack could be identified',
    );
    expect(process.env).not.toHaveProperty(VARIABLE);
  });

  test('unless the user sets the variable', () => {
    process.env[VARIABLE] = 'false';
    organization();
    expect(process.env[VARIABLE]).toBe('false');
  });
});
