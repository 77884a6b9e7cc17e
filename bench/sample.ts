/** Runs one measurement: `sample.ts <variant> <stacks> <organizations per stack> <outdir>`. */
import { performance } from 'node:perf_hooks';
import { prepare, type Variant } from './organizations';

const [variant, stacks, organizations, outdir = ''] = process.argv.slice(2);
const synthesize = prepare(variant as Variant);
// CDKTF captures a stack trace for every token, and mapping it to sources would cost time that compiled apps do not need.
process.setSourceMapsEnabled(false);
// Collects the garbage of loading before the measurement.
globalThis.gc?.();
const start = performance.now();
synthesize({ stacks: Number(stacks), organizations: Number(organizations) }, outdir);
process.stdout.write(String(performance.now() - start));
