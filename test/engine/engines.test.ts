import { Testing } from 'cdktf';
import { QuickstartStack } from '../../examples/quickstart/stack';
import { isNewer } from '../../lib/provider/versions';
import { ACCOUNT, BY_HAND, Fixture, stackOf } from './fixture';
import { engineName, engines, providerVersions } from './toolchain';

const fixture = new Fixture();

describe.each(engines().map((engine) => ({ engine, name: engineName(engine) })))('$name', ({ engine }) => {
  test.each(['json', 'hcl'] as const)(
    'imports the quickstart, applies it, and plans nothing thereafter (%s)',
    async (format) => {
      const workspace = fixture.folder(engine);
      workspace.write(new QuickstartStack(Testing.app(), 'quickstart', {}), format);
      await workspace.init();
      expect((await workspace.deploy()).output).toContain('Plan: 1 to import, 0 to add, 1 to change, 0 to destroy');
      expect(fixture.emulator.live(ACCOUNT)).not.toMatchObject(BY_HAND);
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    },
  );
});

test.each(providerVersions())('provider %s accepts what the library renders for it', async (version) => {
  const stack = stackOf(
    isNewer('5.18.0', version) ? { zoneId: '9a7806061c88ada191ed06f989cc3dac', accountId: undefined } : {},
  );
  stack.addOverride('terraform.required_providers.cloudflare.version', version);
  const workspace = await fixture.workspace(stack);
  expect(await workspace.run('validate', '-no-color')).toMatchObject({ code: 0 });
});
