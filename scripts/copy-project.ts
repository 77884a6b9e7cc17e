import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..');

/** Copies the files that Git tracks, or would track: neither packages nor build results. */
export function copyProject(target: string): void {
  const list = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: PROJECT, encoding: 'utf8' });
  for (const file of list.split('\0').filter(Boolean)) {
    const source = join(PROJECT, file);
    // Deleted files are listed until the deletion is staged.
    if (existsSync(source)) {
      cpSync(source, join(target, file));
    }
  }
}
