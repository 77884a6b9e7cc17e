import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The directory for downloads and builds, outside the work tree so that all clones on a machine share it. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-cloudflare-zero-trust');

/** A folder of the cache, which is created if it does not exist; an interrupted creation leaves none. */
export function cachedFolder(name: string, create: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const unfinished = mkdtempSync(join(dirname(folder), 'unfinished-'));
    try {
      create(unfinished);
      if (!existsSync(folder)) {
        renameSync(unfinished, folder); // otherwise another process was faster
      }
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return folder;
}
