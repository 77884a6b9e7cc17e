/**
 * Installs the packages of packages/ as users would, for each framework and in each language, and synthesizes the same
 * organizations: every consumer must write the same configuration and the same report as the TypeScript one, print the
 * same provenance, and show the same messages for the same mistake. On both frameworks, the resources are the same.
 *
 * `npm run test:consumers -- cdktn go java` runs some of them. Languages without a toolchain on this machine are reported
 * as skipped.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FRAMEWORKS, type Framework, selectedFrameworks } from '../../scripts/frameworks';
import { CONSUMERS, type Command, type Consumer } from './install';

/** Runs the app of a consumer, optionally with an invalid `SESSION_DURATION`. */
function synthesize(folder: string, { command, args }: Command, mistake?: string) {
  rmSync(join(folder, 'cdktf.out'), { recursive: true, force: true });
  const given = mistake === undefined ? {} : { SESSION_DURATION: mistake };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...given },
  });
  return { status, output: stdout + stderr };
}

interface Outcome {
  /** The Terraform configuration, without CDKTF's comments. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly report: unknown;
  /** The provenance of a value, as the app prints it. */
  readonly provenance: readonly string[];
  /** The messages of a guardrail and of a custom rule. */
  readonly messages: readonly string[];
}

/** Violates a guardrail and the custom rule of the consumer. */
const MISTAKE = '30d';

function outcomeOf(consumer: Consumer, folder: string, framework: Framework): Outcome {
  const command = consumer.install(folder, framework);
  const { status, output } = synthesize(folder, command);
  if (status !== 0) {
    throw new Error(`${consumer.name} cannot be synthesized:\n${output}`);
  }
  consumer.check?.(folder, framework);
  const written = join(folder, 'cdktf.out');
  const { terraform, ...rest } = without(readJson(join(written, 'stacks', 'consumer', 'cdk.tf.json')), '//');
  const report = readJson(join(written, 'zero-trust-organizations.json'));
  const provenance = output.match(/^.* comes from .*$/gm) ?? [];
  const mistaken = synthesize(folder, command, MISTAKE);
  if (mistaken.status === 0) {
    throw new Error(`${consumer.name} accepts a session duration of ${MISTAKE}`);
  }
  const messages = new Set(mistaken.output.match(/\[consumer\/Organization\] .*?\[[a-z -]+\]/g));
  // The local backend contains the path of the app.
  const configuration = { ...rest, terraform: without(terraform as object, 'backend') };
  return { configuration, report, provenance, messages: [...messages] };
}

function readJson(file: string): object {
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

function without(object: object, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function isInstalled({ command, args }: Command): boolean {
  return spawnSync(command, args).status === 0;
}

/** The outcome of each consumer with a framework, by its name; without those whose toolchain is missing. */
function outcomesOf(framework: Framework, consumers: readonly Consumer[], failures: string[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const consumer of consumers.filter(({ framework: only = framework }) => only === framework)) {
    const name = `${framework.name} ${consumer.name}`;
    if (consumer.toolchain !== undefined && !isInstalled(consumer.toolchain.command)) {
      console.log(`${name}: skipped, because ${consumer.toolchain.name} is not installed`);
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), `consumer-${consumer.name}-`));
    try {
      const outcome = outcomeOf(consumer, folder, framework);
      const isComplete = outcome.provenance.length === 1 && outcome.messages.length === 2;
      const [reference = outcome] = outcomes.values();
      const isSame = isComplete && isDeepStrictEqual(outcome, reference);
      if (!isSame) {
        failures.push(`${name} differs:\n${show(outcome)}\nfrom typescript:\n${show(reference)}`);
      }
      outcomes.set(name, outcome);
      console.log(`${name}: ${isSame ? 'the same' : 'differs'}`);
    } catch (error) {
      failures.push(String(error));
      console.log(`${name}: failed`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return outcomes;
}

function main(): number {
  const args = process.argv.slice(2);
  const isFramework = (arg: string): boolean => FRAMEWORKS.some(({ name }) => name === arg);
  const languages = args.filter((arg) => !isFramework(arg));
  // The first consumer is the one that the others are compared with.
  const consumers = CONSUMERS.filter(
    ({ name }, index) => index === 0 || languages.length === 0 || languages.includes(name),
  );
  const failures: string[] = [];
  const resources = selectedFrameworks(args.filter(isFramework)).map((framework) => {
    const [reference] = outcomesOf(framework, consumers, failures).values();
    return reference?.configuration.resource;
  });
  if (!resources.every((each) => isDeepStrictEqual(each, resources[0]))) {
    failures.push(`The frameworks render different resources:\n${show(resources)}`);
  }
  for (const failure of failures) {
    console.error(failure);
  }
  return failures.length === 0 ? 0 : 1;
}

function show(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

process.exitCode = main();
