/** Runs once before the engine tests: installs the stand-in and prints the engine and the providers under test. */
import type { Config } from 'jest';
import createTemporaryDirectory from '../temporary-directory';
import { installStandIns } from './providers';
import { runOf, tableOf } from './runs';
import { providerVersions, toolchain } from './toolchain';

export default function prepare(_: unknown, { testPathIgnorePatterns = [] }: Config): void {
  createTemporaryDirectory();
  installStandIns(); // also with the real provider: the simulated registry serves the stand-in
  const run = runOf(toolchain().engine, providerVersions(), testPathIgnorePatterns.length === 0);
  console.log(`\n${tableOf([run])}`);
}
