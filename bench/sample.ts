/** One measurement, in a process of its own: `sample.ts <variant> <stacks> <organizations in each> <outdir>`. */
import { performance } from 'node:perf_hooks';
import { prepare, type Variant } from './organizations';

const [variant, stacks, organizations, outdir = ''] = process.argv.slice(2);
const synthesize = prepare(variant as Variant);
// tsx maps stack traces back to their sources, and CDKTF takes one for every token: compiled apps do not pay for that.
process.setSourceMapsEnabled(false);
// What loading has left behind is not collected on the clock.
globalThis.gc?.();
const start = performance.now();
synthesize({ stacks: Number(stacks), organizations: Number(organizations) }, outdir);
process.stdout.write(String(performance.now() - start));
