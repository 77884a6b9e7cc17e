/** Runs once before the engine tests: puts the stand-in in its place, and says what the tests run. */
import { engines, installStandIns, engineName as nameOf, providerVersions, toolchain } from './toolchain';

export default function prepare(): void {
  const { engineName, isReal, providerVersion } = toolchain();
  if (!isReal) {
    installStandIns();
  }
  const provider = isReal ? 'cloudflare/cloudflare' : 'the stand-in for cloudflare/cloudflare';
  const rows = [
    [engineName, providerVersion, 'all tests'],
    ...engines()
      .map(nameOf)
      .filter((name) => name !== engineName)
      .map((name) => [name, providerVersion, 'the quickstart, in JSON and in HCL']),
    ...providerVersions().map((version) => [engineName, version, 'validation']),
  ];
  console.log(['', '| engine | provider | what runs |', '| --- | --- | --- |'].join('\n'));
  console.log(rows.map(([engine, version, what]) => `| ${engine} | ${provider} ${version} | ${what} |`).join('\n'));
}
