/** Stacks that were deployed with CDKTF, and continue with the package for CDK Terrain. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack, Testing } from 'cdktf';
import { AdoptStack } from '../../examples/adopt/stack';
import { HardenedStack } from '../../examples/hardened/stack';
import { QuickstartStack } from '../../examples/quickstart/stack';
import { WiredStack } from '../../examples/wired/stack';
import { frameworkPackages } from '../../scripts/framework-packages';
import { withFrameworkProject } from '../../scripts/framework-project';
import { CDKTN } from '../../scripts/frameworks';
import { run } from '../../scripts/run';
import type { Rendered } from '../organization';
import { ORGANIZATION } from './contract';
import { Fixture, LIVE } from './fixture';

const fixture = new Fixture();

const STACKS: Readonly<Record<string, () => TerraformStack>> = {
  quickstart: () => new QuickstartStack(Testing.app(), 'quickstart', {}),
  hardened: () => new HardenedStack(Testing.app(), 'hardened'),
  adopt: () => new AdoptStack(Testing.app(), 'adopt'),
  wired: () => new WiredStack(Testing.app(), 'wired'),
};

/** The provider version that CDK Terrain's bindings pin. */
const PINNED = '5.28.0';

/** Whether CDK Terrain is installed, or can be installed from a registry. */
function hasCdkTerrain(): boolean {
  try {
    frameworkPackages(CDKTN);
    return true;
  } catch {
    return false;
  }
}

(fixture.supports(PINNED) && hasCdkTerrain() ? describe : describe.skip)('on CDK Terrain', () => {
  /** The Terraform JSON of the stacks. */
  let rendered: Readonly<Record<string, string>>;

  beforeAll(() => {
    rendered = withFrameworkProject(CDKTN, (project) => {
      run('npm', ['run', 'synth'], project);
      const read = (name: string): string =>
        readFileSync(join(project, 'cdktf.out', 'stacks', name, 'cdk.tf.json'), 'utf8');
      return Object.fromEntries(Object.keys(STACKS).map((name) => [name, read(name)]));
    });
  });

  test.each(Object.entries(STACKS))(
    'the plan of %s is empty, and so is the plan after moving back',
    async (name, stack) => {
      const { resource } = JSON.parse(rendered[name] as string) as Rendered;
      const account = resource[ORGANIZATION]?.Organization?.account_id as string;
      fixture.emulator.onboard(`accounts/${account}`, LIVE);
      const workspace = await fixture.workspace(stack());
      await workspace.deploy();

      writeFileSync(join(workspace.directory, 'cdk.tf.json'), rendered[name] as string);
      await workspace.init();
      expect(await workspace.plan()).toMatchObject({ code: 0 });

      workspace.write(stack());
      await workspace.init();
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    },
  );
});
