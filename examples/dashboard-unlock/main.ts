import { App } from 'cdktf';
import { DashboardUnlockStack } from './stack';

const app = new App();
new DashboardUnlockStack(app, 'dashboard-unlock');
app.synth();
