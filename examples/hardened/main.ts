import { App } from 'cdktf';
import { synthesize } from '../synthesize';
import { HardenedStack } from './stack';

const app = new App();
new HardenedStack(app, 'hardened');
synthesize(app);
