/** Runs once before the engine tests: installs the stand-in and prints the engines and providers under test. */
import { engines, installStandIns, engineName as nameOf, providerVersions, toolchain } from './toolchain';

export default function prepare(): void {
  const { engineName, isReal, providerVersion } = toolchain();
  if (!isReal) {
    installStandIns();
  }
  const provider = isReal ? 'cloudflare/cloudflare' : 'stand-in for cloudflare/cloudflare';
  const rows = [
    [engineName, providerVersion, 'all tests'],
    ...engines()
      .map(nameOf)
      .filter((name) => name !== engineName)
      .map((name) => [name, providerVersion, 'quickstart, in JSON and HCL']),
    ...providerVersions().map((version) => [engineName, version, '`validate`']),
  ];
  console.log(['', '| engine | provider | tests |', '| --- | --- | --- |'].join('\n'));
  console.log(rows.map(([engine, version, tests]) => `| ${engine} | ${provider} ${version} | ${tests} |`).join('\n'));
}
