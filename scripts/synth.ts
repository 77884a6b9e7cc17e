/** Synthesizes all examples, and prints the written files and the warnings. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import '../examples/main';

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

const outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';
const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;

for (const { name, synthesizedStackPath, annotations } of Object.values(manifest.stacks)) {
  console.log(`${name}: wrote ${relative('.', join(outdir, synthesizedStackPath))}`);
  for (const { constructPath, message } of annotations) {
    console.log(`  warning [${constructPath}] ${message}`);
  }
}
