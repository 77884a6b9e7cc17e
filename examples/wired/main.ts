import { App } from 'cdktf';
import { synthesize } from '../synthesize';
import { WiredStack } from './stack';

const app = new App();
new WiredStack(app, 'wired');
synthesize(app);
