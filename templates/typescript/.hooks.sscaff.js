/** Runs after the files have been copied: adds the packed library, which npm does not have yet, and installs. */
const { execSync } = require('node:child_process');
const { copyFileSync } = require('node:fs');

exports.post = () => {
  const library = process.env.CLOUDFLARE_ZERO_TRUST_PACKAGE;
  if (!library) {
    throw new Error('CLOUDFLARE_ZERO_TRUST_PACKAGE is required. Set it to the path of the packed library.');
  }
  copyFileSync(library, 'cloudflare-zero-trust.tgz');
  execSync('npm install --include=dev', { stdio: 'inherit' });
};
