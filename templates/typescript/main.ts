import { App } from 'cdktf';
import { AccessStack } from './stack';

const app = new App();
new AccessStack(app, 'access');
app.synth();
