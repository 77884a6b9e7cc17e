import { App } from 'cdktf';
import { HardenedStack } from './stack';

const app = new App();
new HardenedStack(app, 'hardened');
app.synth();
