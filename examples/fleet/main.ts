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
import { readFleet } from './fleet-file';

try {
  const { FLEET_FILE = join(__dirname, 'organizations.yaml') } = process.env;
  const app = new App();
  addFleet(app, readFleet(FLEET_FILE), optionsOf(process.env));
  app.synth();
} catch (error) {
  // Only mistakes in the code need a call stack.
  if (!(error instanceof Error) || error instanceof TypeError) {
    throw error;
  }
  // Without CDKTF's advice to skip the validation.
  console.error(error.message.replace(/\n\nIf you wish to ignore .*/s, ''));
  process.exitCode = 1;
}
