/** Runs once before the engine tests: installs the stand-in and prints the engine and the providers under test. */
import type { Config } from 'jest';
import { installStandIns, usesStandIn } from './providers';
import { runOf, tableOf } from './runs';
import { toolchain } from './toolchain';

export default function prepare(_: unknown, { testPathIgnorePatterns = [] }: Config): void {
  if (usesStandIn()) {
    installStandIns();
  }
  console.log(`\n${tableOf([runOf(toolchain(), testPathIgnorePatterns.length === 0)])}`);
}
