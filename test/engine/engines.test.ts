import { Testing } from 'cdktf';
import { QuickstartStack } from '../../examples/quickstart/stack';
import { isNewer } from '../../lib/provider/version-constraints';
import { ZONE_ID } from '../organization';
import { ACCOUNT, Fixture, LIVE, stackOf, VERSION_PATH } from './fixture';
import { providerVersions } from './toolchain';

const fixture = new Fixture();

test.each(['json', 'hcl'] as const)(
  'imports and applies the quickstart and has an empty plan afterwards (%s)',
  async (format) => {
    const workspace = await fixture.workspace(new QuickstartStack(Testing.app(), 'quickstart', {}), format);
    expect((await workspace.planAndApply()).output).toContain('Plan: 1 to import, 0 to add, 1 to change, 0 to destroy');
    expect(fixture.emulator.live(ACCOUNT)).not.toMatchObject(LIVE);
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  },
);

test.each(providerVersions())('provider %s accepts the rendered configuration', async (version) => {
  // The defaults at account scope include MFA, which requires 5.18.0.
  const stack = stackOf(isNewer('5.18.0', version) ? { zoneId: ZONE_ID, accountId: undefined } : {});
  stack.addOverride(VERSION_PATH, version);
  const workspace = await fixture.workspace(stack);
  expect(await workspace.run('validate', '-no-color')).toMatchObject({ code: 0 });
});
