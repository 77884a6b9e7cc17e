import * as L1 from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { TerraformStack } from 'cdktf';
import { camelCase, isSupported } from '../../lib/provider/bindings';
import type * as Helpers from '../organization';
import { organization, rangeFrom, synth } from '../organization';

describe('an attribute is supported by the bindings', () => {
  test.each<[string, boolean]>([
    ['session_duration', true],
    ['login_design', true],
    ['login_design.text_color', true],
    ['invented', false],
    ['login_design.invented', false],
    ['invented.text_color', false],
    ['session_duration.invented', false],
  ])('%s: %j', (attribute, expected) => {
    expect(isSupported(attribute.split('.'))).toBe(expected);
  });

  test('only if the L1 itself has it, not its base classes', () => {
    expect('fqn' in L1.ZeroTrustOrganization.prototype).toBe(true);
    expect(isSupported(['fqn'])).toBe(false);
  });
});

describe('of an attribute that the bindings have', () => {
  const SETTINGS = {
    mfa: { requiredForAllApps: false },
    sessionDuration: '1h',
    strictServiceTokenAuth: true,
    warpAuthNonBrowser401: false,
  };

  test.each([
    ['session_duration', '1h'],
    ['mfa_required_for_all_apps', false],
    ['strict_service_token_auth', true],
    ['warp_auth_non_browser_401', false],
  ])('%s, the L1 has the value', (attribute, value) => {
    const inputs = organization(SETTINGS).resource as unknown as Record<string, unknown>;
    expect(inputs[`${camelCase(attribute)}Input`]).toBe(isSupported([attribute]) ? value : undefined);
  });

  test('a value that is set on the L1 later requires its provider version', () => {
    const construct = organization();
    const [pinned] = TerraformStack.of(construct).allProviders();
    Object.assign(pinned?.terraformGeneratorMetadata ?? {}, { providerVersion: '5.14.0' });
    Object.assign(construct.resource, { strictServiceTokenAuth: true });
    const version = isSupported(['strict_service_token_auth']) ? '5.27.0' : '5.18.0';
    expect(synth(construct, false).terraform?.required_providers.cloudflare.version).toBe(rangeFrom(version));
  });
});

describe('the same attributes are rendered with bindings that lack', () => {
  /** The class of a struct as the bindings generate it. */
  function withFields(...names: readonly string[]): unknown {
    return Object.assign(() => undefined, { prototype: Object.fromEntries(names.map((name) => [name, undefined])) });
  }

  /** The attributes that an organization renders with other bindings. */
  function renderedWith(bindings: object): unknown {
    let attributes: unknown;
    jest.isolateModules(() => {
      jest.doMock('@cdktf/provider-cloudflare/lib/zero-trust-organization', () => ({ ...L1, ...bindings }));
      const { rendered } = jest.requireActual<typeof Helpers>('../organization');
      attributes = rendered({ loginDesign: { textColor: '#111111', headerText: 'Welcome' } });
    });
    jest.dontMock('@cdktf/provider-cloudflare/lib/zero-trust-organization');
    return attributes;
  }

  test.each([
    ['a struct', undefined],
    ['a field of a struct', withFields('textColor')],
  ])('%s', (_, struct) => {
    const withAll = renderedWith({});
    expect(withAll).toMatchObject({ login_design: { text_color: '#111111', header_text: 'Welcome' } });
    expect(renderedWith({ ZeroTrustOrganizationLoginDesignOutputReference: struct })).toEqual(withAll);
  });
});
