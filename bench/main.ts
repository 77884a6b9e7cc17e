/**
 * Compares this library with the raw L1, an app with blueprint, guardrails and report with one without them, and
 * one with live checks with one without. Prints three tables and asserts nothing about time.
 *
 * Each measurement runs in a fresh process, like each `cdktf synth`, so that no variant benefits from code that another
 * one has warmed up.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from './load';
import { LIBRARY, prepare, type Size, type Variant } from './organizations';
import { alternate, median, type Pair, type Rounds, ratio } from './rounds';

const ONE: Size = { stacks: 1, organizations: 1 };
const THOUSAND: Size = { stacks: 1, organizations: 1_000 };
const TEN_THOUSAND: Size = { stacks: 1, organizations: 10_000 };
const THOUSAND_STACKS: Size = { stacks: 1_000, organizations: 1 };

/** Fewer rounds for sizes that take long: the whole benchmark takes about seven minutes on two cores. */
const SIZES: readonly (readonly [size: Size, rounds: number])[] = [
  [ONE, 11],
  [{ stacks: 1, organizations: 100 }, 11],
  [THOUSAND, 9],
  [TEN_THOUSAND, 5],
  [{ stacks: 100, organizations: 1 }, 11],
  [THOUSAND_STACKS, 5],
];
const PLATFORM_SIZES: readonly (readonly [size: Size, rounds: number])[] = [
  [THOUSAND, 15],
  [THOUSAND_STACKS, 5],
];
const LOAD_ROUNDS = 15;

const LIBRARY_AND_L1: Pair = { subject: 'library', baseline: 'l1' };
const WITH_AND_WITHOUT: Pair = { subject: 'platform', baseline: 'library' };
const LIVE_AND_WITHOUT: Pair = { subject: 'live', baseline: 'library' };

const L1 = createRequire(__filename).resolve('@cdktf/provider-cloudflare/lib/zero-trust-organization');

type Row = readonly [what: string, subject: string, baseline: string, ratio: string];

function main(): void {
  checkSameOutput();
  const synthesis = SIZES.map(([size, rounds]) => ({ size, times: measureSynthesis(size, rounds, LIBRARY_AND_L1) }));
  const timesOf = (wanted: Size): Rounds => (synthesis.find(({ size }) => size === wanted) as { times: Rounds }).times;
  print(
    ['this library', 'raw L1'],
    [
      ...synthesis.map(({ size, times }) => row(`synth ${describe(size)}`, times, milliseconds)),
      growthRow(timesOf(THOUSAND), timesOf(TEN_THOUSAND)),
      ...loadRows(),
    ],
  );
  print(
    ['with blueprint, guardrails and report', 'without'],
    PLATFORM_SIZES.map(([size, rounds]) =>
      row(`synth ${describe(size)}`, measureSynthesis(size, rounds, WITH_AND_WITHOUT), milliseconds),
    ),
  );
  print(
    ['with all live checks', 'without'],
    [row(`synth ${describe(THOUSAND)}`, measureSynthesis(THOUSAND, 15, LIVE_AND_WITHOUT), milliseconds)],
  );
}

/** Throws if the variants render different output, because they could not be compared. */
function checkSameOutput(): void {
  deepStrictEqual(rendered('library'), rendered('l1'));
}

/** The Terraform JSON of one organization, without CDKTF's metadata. */
function rendered(variant: Variant): unknown {
  return inTemporaryDirectory((outdir) => {
    prepare(variant)(ONE, outdir);
    const text = readFileSync(join(outdir, 'stacks', 'stack-0', 'cdk.tf.json'), 'utf8');
    return JSON.parse(text, (key, value: unknown) => (key === '//' ? undefined : value)) as unknown;
  });
}

function measureSynthesis(size: Size, rounds: number, pair: Pair): Rounds {
  process.stderr.write(`synth ${describe(size)}: ${rounds} rounds\n`);
  return alternate(rounds, pair, (variant) => inTemporaryDirectory((outdir) => sample(variant, size, outdir)));
}

/** The milliseconds to construct and synthesize an app once; the child process inherits tsx from this one. */
function sample(variant: Variant, { stacks, organizations }: Size, outdir: string): number {
  const script = join(__dirname, 'sample.ts');
  const size = [String(stacks), String(organizations)];
  const args = [...process.execArgv, '--expose-gc', script, variant, ...size, outdir];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

function inTemporaryDirectory<T>(work: (path: string) => T): T {
  const path = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return work(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

function describe({ stacks, organizations }: Size): string {
  const count = (amount: number, noun: string): string =>
    `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
  return stacks === 1 ? count(organizations, 'organization') : `${count(stacks, 'stack')} with one each`;
}

function growthRow(small: Rounds, large: Rounds): Row {
  const growth = (role: keyof Pair): number => median(large[role]) / median(small[role]);
  const [subject, baseline] = [growth('subject'), growth('baseline')];
  return ['growth from 1,000 to 10,000', times(subject), times(baseline), (subject / baseline).toFixed(2)];
}

function loadRows(): Row[] {
  process.stderr.write(`load: ${LOAD_ROUNDS} rounds\n`);
  const loads = alternate(LOAD_ROUNDS, LIBRARY_AND_L1, (variant) => load(variant === 'l1' ? L1 : LIBRARY));
  const each = (key: 'milliseconds' | 'megabytes'): Rounds => ({
    subject: loads.subject.map((one) => one[key]),
    baseline: loads.baseline.map((one) => one[key]),
  });
  return [
    row('load: time', each('milliseconds'), milliseconds),
    row('load: memory (RSS)', each('megabytes'), megabytes),
  ];
}

function row(what: string, rounds: Rounds, format: (value: number) => string): Row {
  return [what, format(median(rounds.subject)), format(median(rounds.baseline)), ratio(rounds).toFixed(2)];
}

function milliseconds(value: number): string {
  return `${Math.round(value).toLocaleString('en')} ms`;
}

function megabytes(value: number): string {
  return `${value.toFixed(1)} MB`;
}

function times(value: number): string {
  return `${value.toFixed(1)} times`;
}

function print(compared: readonly [subject: string, baseline: string], rows: readonly Row[]): void {
  const table = [['what', ...compared, 'ratio'], ['---', '---:', '---:', '---:'], ...rows];
  process.stdout.write(`${table.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}\n`);
}

main();
