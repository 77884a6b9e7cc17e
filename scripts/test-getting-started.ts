/**
 * Follows docs/getting-started.md, docs/project-template.md and docs/fleet.md in an empty directory, in each language and
 * with each framework, with the packages of `npm run package`, and compares the shown output. Without an engine, plans
 * and deployments are skipped. `npm run test:getting-started -- cdktn` follows them with one framework.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readFleet } from '../examples/fleet/fleet-file';
import { Waivers } from '../lib';
import { Emulator, TOKENS } from '../test/engine/emulator';
import { enginesUnderTest } from '../test/engine/engines';
import { engineEnvironment, installStandIns } from '../test/engine/providers';
import { PROJECT } from './copy-project';
import { bindingsTarball, frameworkCli } from './framework-packages';
import { onlyFor, renamed } from './framework-project';
import { type Framework, selectedFrameworks } from './frameworks';
import { changed, LANGUAGES, type Language, missingFrom, type Step, stepsOf } from './guide-steps';
import { run } from './run';

const GUIDES: readonly { readonly page: string; readonly languages: readonly Language[] }[] = [
  { page: 'docs/getting-started.md', languages: LANGUAGES },
  { page: 'docs/project-template.md', languages: ['TypeScript'] },
  { page: 'docs/fleet.md', languages: ['TypeScript'] },
];

/** The organization that the plan of the first two pages is for. */
const LIVE = { name: 'Widget Corp', auth_domain: 'widget-corp.cloudflareaccess.com', session_duration: '24h' };
const ACCOUNT_ID = '023e105f4ecef8ad9ca31a8372d0c353';

/** A day on which the waivers of the fleet are valid. */
const TODAY = '2026-11-22';

/** A reader, who has a directory with a clone, and a shell. */
class Reader {
  private readonly home = mkdtempSync(join(tmpdir(), 'getting-started-'));
  private environment: NodeJS.ProcessEnv;

  public constructor(
    private readonly framework: Framework,
    engine: NodeJS.ProcessEnv,
  ) {
    this.addPackages(join('zero-trust-library', 'packages', framework.name));
    this.environment = { ...process.env, ...engine, ...QUIET, PATH: pathOf(framework), PWD: this.home };
  }

  public async follow(step: Step): Promise<void> {
    if (step.kind === 'file') {
      writeFileSync(this.fileOf(step.name), withAvailableBindings(step.text, this.framework));
    } else if (step.kind === 'change') {
      const file = this.fileOf(step.name);
      writeFileSync(file, changed(readFileSync(file, 'utf8'), step.diff));
    } else {
      await this.run(step);
    }
  }

  public leave(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Adds the packages of the clone. The bindings that the templates require are replaced if npm may lack them. */
  private addPackages(folder: string): void {
    const packages = join(this.home, folder);
    cpSync(join(PROJECT, 'packages', this.framework.name), packages, { recursive: true });
    for (const file of readdirSync(packages).filter((each) => each.endsWith('-template.zip'))) {
      const name = file.replace('-template.zip', '');
      run('python3', ['-m', 'zipfile', '-e', file, '.'], packages);
      const manifest = join(packages, name, 'package.json');
      writeFileSync(manifest, withAvailableBindings(readFileSync(manifest, 'utf8'), this.framework));
      run('python3', ['-m', 'zipfile', '-c', file, name], packages);
    }
  }

  private async run({ commands, fails, output: shown = '' }: Step & { kind: 'commands' }): Promise<void> {
    const { code, output } = await this.execute(inTest(commands));
    const missing = missingFrom(output, shown);
    if ((code !== 0) !== fails || missing !== undefined) {
      const problem = missing === undefined ? `ended with exit code ${code}` : `did not print:\n${missing}\n`;
      throw new Error(`${commands.trim()}\n${problem}\nIts output:\n${output.slice(-5000)}`);
    }
  }

  /** Runs commands in one shell, and keeps its directory and environment for the next commands. */
  private execute(commands: string): Promise<{ code: number | null; output: string }> {
    const exported = join(this.home, 'environment');
    const script = `trap 'env -0 > "${exported}"; kill $(jobs -p) 2> /dev/null || true' EXIT\n${commands}`;
    const shell = spawn('bash', ['-ec', script], { cwd: this.environment.PWD, env: this.environment });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    return new Promise((resolve, reject) => {
      shell.on('error', reject).on('close', (code) => {
        const variables = readFileSync(exported, 'utf8').split('\0').filter(Boolean);
        this.environment = Object.fromEntries(variables.map((each) => each.split(/=(.*)/s, 2) as [string, string]));
        // Some lines begin with the name of their stack.
        resolve({ code, output: stripVTControlCharacters(output).replace(/^[\w-]+ {2}/gm, '') });
      });
    });
  }

  private fileOf(name: string): string {
    return join(this.environment.PWD as string, name);
  }
}

/** No colors, animations and requests for newer versions, and no setting of this script's own tsx. */
const QUIET = {
  CI: '1',
  FORCE_COLOR: '0',
  DISABLE_VERSION_CHECK: '1',
  CHECKPOINT_DISABLE: '1',
  CDKTF_CONTEXT_JSON: JSON.stringify({ [Waivers.TODAY]: TODAY }),
  TSX_TSCONFIG_PATH: undefined,
};

/** Without the programs of this project, which a reader does not have, and with the Node.js that the commands require. */
function pathOf(framework: Framework): string {
  const node = Object.keys(framework.cli).find((name) => name.startsWith('node-'));
  const required = node === undefined ? [] : [join(frameworkCli(framework), node, 'bin')];
  const available = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(PROJECT));
  return [...required, ...available].join(delimiter);
}

/** Bindings that npm lacks are taken from their Python wheel, as the page describes. */
function withAvailableBindings(text: string, { bindings, versions }: Framework): string {
  const version = versions[bindings];
  return version === undefined
    ? text
    : text.replace(`"${bindings}": "${version}"`, () => `"${bindings}": "file:${bindingsTarball(bindings, version)}"`);
}

/** Tokens are those of the emulator, nobody approves, and updating lock files would require a registry. */
function inTest(commands: string): string {
  return commands
    .replace('CLOUDFLARE_API_TOKEN=… # Write', `CLOUDFLARE_API_TOKEN=${TOKENS.edit}`)
    .replace('CLOUDFLARE_API_TOKEN=…', `CLOUDFLARE_API_TOKEN=${TOKENS.read}`)
    .replace(/\bdeploy .*/, (command) => `${command} --auto-approve`)
    .replace(/\b(diff|deploy) .*/, (command) => `${command} --skip-provider-lock`);
}

function needsEngine(step: Step): boolean {
  return step.kind === 'commands' && / (diff|deploy|plan) /.test(step.commands);
}

async function follow(page: string, language: Language, framework: Framework, engine?: NodeJS.ProcessEnv) {
  const text = readFileSync(join(PROJECT, page), 'utf8');
  const steps = stepsOf(renamed(onlyFor(text, framework), framework), language);
  const reader = new Reader(framework, engine ?? {});
  try {
    for (const step of steps.filter((each) => engine !== undefined || !needsEngine(each))) {
      await reader.follow(step);
    }
    const end = engine === undefined ? 'synthesizes; the plan is skipped, because no engine is installed' : 'plans';
    console.log(`${page}, ${framework.name}, ${language}: ${steps.length} steps, ${end}`);
  } finally {
    reader.leave();
  }
}

/** The variables with which an engine uses the stand-in and an emulator. */
function variablesOf(engine: string, emulator: Emulator): NodeJS.ProcessEnv {
  return {
    ...engineEnvironment(),
    TERRAFORM_BINARY_NAME: engine,
    CLOUDFLARE_BASE_URL: emulator.baseUrl,
    TF_DISABLE_PLUGIN_TLS: '1', // the stand-in does not support TLS
  };
}

/** Sets up the accounts of the fleet, with settings that its first deployment changes. */
function onboardFleet(emulator: Emulator): void {
  for (const { accountId, name, authDomain } of readFleet(join(PROJECT, 'examples', 'fleet', 'organizations.yaml'))) {
    emulator.onboard(`accounts/${accountId}`, { ...LIVE, name, auth_domain: authDomain });
  }
}

async function main(): Promise<void> {
  process.env.ENGINE_PROVIDER = 'stand-in';
  const [engine] = enginesUnderTest();
  const emulator = await Emulator.start();
  try {
    emulator.onboard(`accounts/${ACCOUNT_ID}`, LIVE);
    installStandIns();
    const variables = engine === undefined ? undefined : variablesOf(engine, emulator);
    for (const framework of selectedFrameworks(process.argv.slice(2))) {
      for (const { page, languages } of GUIDES) {
        for (const language of languages) {
          onboardFleet(emulator);
          await follow(page, language, framework, variables);
        }
      }
    }
  } finally {
    await emulator.stop();
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
