import { App } from 'cdktf';
import { synthesize } from '../synthesize';
import { DashboardUnlockStack } from './stack';

const app = new App();
new DashboardUnlockStack(app, 'dashboard-unlock');
synthesize(app);
