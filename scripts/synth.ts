/** Synthesizes all examples, and prints the written files and the warnings. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const OUTDIR = process.env.CDKTF_OUTDIR ?? 'cdktf.out';

/** The apps, and the folder that each writes to. */
const APPS = [
  ['examples/main.ts', OUTDIR],
  ['examples/fleet/main.ts', join(OUTDIR, 'fleet')],
] as const;

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly synthesizedStackPath: string;
        readonly annotations: readonly { readonly constructPath: string; readonly message: string }[];
      }
    >
  >;
}

/** Runs an app in the same way as this script, and returns whether it succeeds. */
function synthesize(app: string, outdir: string): boolean {
  const { status } = spawnSync(process.execPath, [...process.execArgv, app], {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: 'inherit',
  });
  return status === 0;
}

function show(outdir: string): void {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
  for (const { name, synthesizedStackPath, annotations } of Object.values(manifest.stacks)) {
    console.log(`${name}: wrote ${relative('.', join(outdir, synthesizedStackPath))}`);
    for (const { constructPath, message } of annotations) {
      console.log(`  warning [${constructPath}] ${message}`);
    }
  }
}

// The list of files would hide the problems of the apps.
const failed = APPS.filter(([app, outdir]) => !synthesize(app, outdir));
if (failed.length > 0) {
  process.exitCode = 1;
} else {
  for (const [, outdir] of APPS) {
    show(outdir);
  }
}
