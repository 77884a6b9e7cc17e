/** A directory for the temporary files of the tests, which is removed afterwards: CDKTF creates one for each app. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates the directory before any worker starts. */
export default function createTemporaryDirectory(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tests-'));
}

export function removeTemporaryDirectory(): void {
  rmSync(process.env.TMPDIR as string, { recursive: true, force: true });
}
