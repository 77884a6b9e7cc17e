import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..');

/** The files that Git tracks, or would track: neither packages nor build results. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: PROJECT, encoding: 'utf8' });
  // Deleted files are listed until the deletion is staged.
  return list.split('\0').filter((file) => file !== '' && existsSync(join(PROJECT, file)));
}

export function copyProject(target: string): void {
  for (const file of projectFiles()) {
    cpSync(join(PROJECT, file), join(target, file));
  }
}
