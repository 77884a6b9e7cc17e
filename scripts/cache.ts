import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is brought or generated once per machine: outside the work tree, so that it serves every clone. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-cloudflare-zero-trust');
