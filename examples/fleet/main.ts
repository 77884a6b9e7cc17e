/**
 * The fleet as an app of its own.
 *
 * - `FLEET_FILE`: another file than organizations.yaml, beside this one.
 * - `FLEET_SHARDS`: into how many stacks the accounts go; without it, a stack for each account.
 * - `FLEET_BACKEND`: `local` (default), `s3`, `gcs` or `hcp`: see backends.ts.
 */
import { join } from 'node:path';
import { App } from 'cdktf';
import { addFleet, optionsOf } from './fleet';
import { FleetFileError, readFleet } from './fleet-file';

try {
  const { FLEET_FILE = join(__dirname, 'organizations.yaml') } = process.env;
  const app = new App();
  addFleet(app, readFleet(FLEET_FILE), optionsOf(process.env));
  app.synth();
} catch (error) {
  if (!(error instanceof FleetFileError)) {
    throw error;
  }
  // Lines that a terminal and a pull request can link to, without a stack trace.
  console.error(error.message);
  process.exitCode = 1;
}
