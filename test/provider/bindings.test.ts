import * as L1 from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { isSupported } from '../../lib/provider/bindings';
import type * as Helpers from '../organization';

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
