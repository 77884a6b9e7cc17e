import { homedir } from 'node:os';
import { join } from 'node:path';

/** The directory for downloads and builds, outside the work tree so that all clones on a machine share it. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-cloudflare-zero-trust');
