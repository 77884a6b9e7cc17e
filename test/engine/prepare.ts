/** Runs once before the engine tests: puts the stand-in in its place, and says what the tests run. */
import { installStandIns, toolchain } from './toolchain';

export default function prepare(): void {
  const { engineName, isReal, providerVersion } = toolchain();
  if (!isReal) {
    installStandIns();
  }
  const provider = isReal ? 'cloudflare/cloudflare' : 'the stand-in for cloudflare/cloudflare';
  console.log(`\nengine:   ${engineName}\nprovider: ${provider} ${providerVersion}\n`);
}
