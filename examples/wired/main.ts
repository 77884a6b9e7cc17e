import { App } from 'cdktf';
import { WiredStack } from './stack';

const app = new App();
new WiredStack(app, 'wired');
app.synth();
