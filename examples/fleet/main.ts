/**
 * The app of the fleet.
 *
 * - `FLEET_FILE`: the path of the file. Default: organizations.yaml in this folder.
 * - `FLEET_SHARDS`: the number of stacks. Default: one stack per account.
 * - `FLEET_BACKEND`: `local` (default), `s3`, `gcs` or `hcp`. See backends.ts for their variables.
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
  // Without a stack trace: each line starts with a location that terminals and CI annotations link to.
  console.error(error.message);
  process.exitCode = 1;
}
