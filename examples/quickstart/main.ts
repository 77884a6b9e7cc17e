import { App } from 'cdktf';
import { synthesize } from '../synthesize';
import { QuickstartStack } from './stack';

const app = new App();
new QuickstartStack(app, 'quickstart');
synthesize(app);
