import { App } from 'cdktf';
import { synthesize } from '../synthesize';
import { AdoptStack } from './stack';

const app = new App();
new AdoptStack(app, 'adopt');
synthesize(app);
