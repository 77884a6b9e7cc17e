// A call stack through the library: it reads the props, and a getter throws.
const { App, TerraformStack } = require('cdktf');
const { ZeroTrustOrganization } = require('cdktf-cloudflare-zero-trust');

const props = {
  get accountId() {
    throw new Error('thrown by a getter');
  },
};

new ZeroTrustOrganization(new TerraformStack(new App(), 'consumer'), 'Organization', props);
