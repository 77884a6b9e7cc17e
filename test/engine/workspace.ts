/** A temporary directory with a synthesized stack, in which an engine runs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TerraformStack, Testing } from 'cdktf';
import { ORGANIZATION } from './contract';
import { type Emulator, TOKENS } from './emulator';
import { engineEnvironment } from './providers';
import type { Toolchain } from './toolchain';

export interface Result {
  readonly code: number | null;
  readonly output: string;
}

/** A resource change of a plan: the parts of the engine's JSON that the tests read. */
interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
    readonly after_unknown: Record<string, unknown>;
    readonly importing?: { readonly id: string };
  };
}

export interface Plan extends Result {
  readonly changes: readonly ResourceChange[];
}

export type Format = 'json' | 'hcl';

/** Overrides CDKTF's default backend, which would write the state into the project. */
const BACKEND = 'terraform {\n  backend "local" {\n    path = "terraform.tfstate"\n  }\n}\n';
const FILES: Readonly<Record<Format, string>> = { json: 'cdk.tf.json', hcl: 'cdk.tf' };

export class Workspace {
  public readonly directory = mkdtempSync(join(tmpdir(), 'engine-'));
  public token: string = TOKENS.edit;
  private running: ChildProcess | undefined;

  public constructor(
    private readonly tools: Toolchain,
    private readonly emulator: Emulator,
  ) {
    writeFileSync(join(this.directory, 'backend_override.tf'), BACKEND);
  }

  /** Synthesizes a stack; with `validate: false` despite its errors. */
  public write(stack: TerraformStack, format: Format = 'json', validate = true): void {
    rmSync(join(this.directory, FILES[format === 'json' ? 'hcl' : 'json']), { force: true });
    const text = format === 'json' ? Testing.synth(stack, validate) : (Testing.synthHcl(stack, validate) as string);
    writeFileSync(join(this.directory, FILES[format]), text);
  }

  /** Runs the engine. */
  public run(...args: readonly string[]): Promise<Result> {
    return this.execute(this.tools.engine, args);
  }

  /** Runs a program in the directory, with the environment of the engine and additional variables. */
  public execute(program: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, [...args], { cwd: this.directory, env: { ...this.environment(), ...variables } });
      this.running = child;
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      child.on('error', reject).on('close', (code) => {
        this.running = undefined;
        resolve({ code, output });
      });
    });
  }

  /** Runs the engine and throws its output if it fails. */
  public async succeed(...args: readonly string[]): Promise<Result> {
    const result = await this.run(...args);
    if (result.code !== 0) {
      throw new Error(`'${args.join(' ')}' failed with exit code ${result.code}:\n${result.output}`);
    }
    return result;
  }

  public init(): Promise<Result> {
    return this.succeed('init', '-no-color');
  }

  /** Creates a plan, and reads its changes. The exit code is 0 if there are no changes, and 2 if there are some. */
  public async plan(...args: readonly string[]): Promise<Plan> {
    const result = await this.run('plan', '-no-color', '-detailed-exitcode', '-out=plan', ...args);
    if (result.code !== 2) {
      return { ...result, changes: [] };
    }
    const { output } = await this.succeed('show', '-json', 'plan');
    const { resource_changes: changes = [] } = JSON.parse(output) as { resource_changes?: ResourceChange[] };
    return { ...result, changes };
  }

  /** Applies the last plan. */
  public apply(): Promise<Result> {
    return this.run('apply', '-no-color', 'plan');
  }

  /** Applies without a saved plan, which is faster than `planAndApply`; throws if it fails. */
  public deploy(): Promise<Result> {
    return this.succeed('apply', '-no-color', '-auto-approve');
  }

  /** Plans and applies the saved plan, as pipelines do; throws if one of them fails. */
  public async planAndApply(): Promise<Plan> {
    const plan = await this.plan();
    const applied = await this.apply();
    if (applied.code !== 0) {
      throw new Error(`${plan.output}\n${applied.output}`);
    }
    return plan;
  }

  public destroy(): Promise<Result> {
    return this.run('destroy', '-no-color', '-auto-approve');
  }

  /** The attributes of the organization in the state. */
  public state(): Record<string, unknown> | undefined {
    const state = JSON.parse(readFileSync(this.statePath, 'utf8')) as {
      resources: { type: string; mode: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
    return state.resources.find(({ type, mode }) => type === ORGANIZATION && mode === 'managed')?.instances[0]
      ?.attributes;
  }

  /** The path of the state file. */
  public get statePath(): string {
    return join(this.directory, 'terraform.tfstate');
  }

  /** Kills the running engine without letting it clean up. */
  public kill(): void {
    this.running?.kill('SIGKILL');
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...engineEnvironment(this.tools.cliConfig),
      SSL_CERT_FILE: this.tools.certificate,
      CLOUDFLARE_BASE_URL: this.emulator.baseUrl,
      CLOUDFLARE_API_TOKEN: this.token,
      // The stand-in does not support TLS; both ends are on localhost.
      ...(this.tools.isReal ? {} : { TF_DISABLE_PLUGIN_TLS: '1' }),
    };
  }
}
