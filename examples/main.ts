/** All examples except the fleet in one app, for `npx cdktf synth` and `npx cdktf deploy <example>`. */
import { App } from 'cdktf';
import { AdoptStack } from './adopt/stack';
import { DashboardUnlockStack } from './dashboard-unlock/stack';
import { HardenedStack } from './hardened/stack';
import { QuickstartStack } from './quickstart/stack';
import { synthesize } from './synthesize';
import { WiredStack } from './wired/stack';

const app = new App();
new QuickstartStack(app, 'quickstart');
new HardenedStack(app, 'hardened');
new AdoptStack(app, 'adopt');
new WiredStack(app, 'wired');
new DashboardUnlockStack(app, 'dashboard-unlock');
synthesize(app);
