import { OrganizationBlueprint, OrganizationSetting, type ZeroTrustOrganizationProps } from '../../lib';
import { errorsOf, organization } from '../organization';
import { findings, findingsOf, messages, NOTHING } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const { LOGIN_DESIGN, MFA, SESSION_DURATION } = OrganizationSetting;
const ignoring = (...ignoreChanges: string[]): Props => ({ lifecycle: { ignoreChanges } });

describe('lifecycle.ignoreChanges', () => {
  test.each<[string, Props, string]>([
    ['session_duration', { sessionDuration: '12h' }, 'sessionDuration'],
    ['mfa_config.session_duration', { mfa: { sessionDuration: '12h' } }, 'mfa.sessionDuration'],
    ['mfa_config', { mfa: { sessionDuration: '12h' } }, 'mfa.sessionDuration'],
    ['login_design', { loginDesign: { textColor: '#000' } }, 'loginDesign.textColor'],
  ])('with %s cannot cover %j', (attribute, props, prop) => {
    const given = { ...props, ...ignoring(attribute) };
    expect(findingsOf(given)).toEqual({ errors: [`setting-managed-and-unmanaged ${prop}`], warnings: [] });
    expect(errorsOf(given)).toEqual([
      `${prop} is set, but lifecycle.ignoreChanges covers it, so that its value would never be applied. Remove ${prop}, or remove its attribute from lifecycle.ignoreChanges. [setting-managed-and-unmanaged]`,
    ]);
  });

  test.each<[string, Props]>([
    ['a setting that is not set', ignoring('session_duration')],
    ['the default of a setting', ignoring('mfa_config')],
    ['another field of a struct', { mfa: { sessionDuration: '12h' }, ...ignoring('mfa_config.required_aaguids') }],
    ['a required prop', ignoring('name')],
    ['an unmanaged setting', { unmanaged: [SESSION_DURATION], ...ignoring('session_duration') }],
  ])('can cover %s', (_, props) => {
    expect(findingsOf(props)).toEqual(NOTHING);
  });

  test('is not reported next to unmanaged for the same setting', () => {
    const props: Props = { sessionDuration: '12h', unmanaged: [SESSION_DURATION], ...ignoring('session_duration') };
    expect(findingsOf(props).errors).toEqual(['setting-managed-and-unmanaged sessionDuration']);
  });
});

describe('a setting fixed by the blueprint', () => {
  const blueprint = new OrganizationBlueprint({ name: 'company', fixed: [LOGIN_DESIGN, MFA] });
  const OWNERS = 'or ask the owners of the blueprint for a change. [blueprint-fixed]';

  test.each<[string, Props, string]>([
    ['set', { mfa: {} }, `mfa {} is fixed by blueprint 'company'. Remove it, ${OWNERS}`],
    [
      'unmanaged',
      { unmanaged: [MFA] },
      `mfa (unmanaged) is fixed by blueprint 'company'. Remove it from unmanaged, ${OWNERS}`,
    ],
    [
      'covered by lifecycle.ignoreChanges',
      ignoring('mfa_config.session_duration'),
      `mfa (unmanaged) is fixed by blueprint 'company'. Remove it from lifecycle.ignoreChanges, ${OWNERS}`,
    ],
  ])('cannot be %s', (_, props, message) => {
    expect(errorsOf({ blueprint, ...props })).toEqual([message]);
  });

  test('as unmanaged can be overridden, because its value is not applied', () => {
    const unmanaged = new OrganizationBlueprint({
      name: 'company',
      settings: { unmanaged: [LOGIN_DESIGN] },
      fixed: [LOGIN_DESIGN],
    });
    const construct = organization({ blueprint: unmanaged });
    construct.resource.addOverride('login_design', { text_color: '#000' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('does not affect overrides without a blueprint', () => {
    const construct = organization({ mfa: { sessionDuration: '12h' } });
    construct.resource.addOverride('mfa_config.session_duration', '1h');
    expect(messages(construct)).toEqual(NOTHING);
  });
});
