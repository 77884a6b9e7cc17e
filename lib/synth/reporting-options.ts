import type { IConstruct } from 'constructs';
import { show, userError } from '../values/messages';

/** How the findings of an app are reported. */
export interface ReportingOptions {
  /** Whether warnings are also printed to stderr, for pipelines without cdktf-cli. */
  readonly printsWarnings: boolean;
  /** Whether warnings of rules that are not acknowledged are errors. */
  readonly isStrict: boolean;
}

/** Reads the options of an app from the environment, which takes precedence, and from the context of the app. */
export function reportingOptions(root: IConstruct): ReportingOptions {
  return {
    printsWarnings: isOn(root, 'ZERO_TRUST_PRINT_WARNINGS', 'cdktf-cloudflare-zero-trust:print-warnings'),
    isStrict: isOn(root, 'ZERO_TRUST_STRICT', 'cdktf-cloudflare-zero-trust:strict'),
  };
}

const SWITCHES: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['1', true],
  ['true', true],
  [1, true],
  [true, true],
  ['0', false],
  ['false', false],
  [0, false],
  [false, false],
  [undefined, false],
]);

/** Reads the context of the app only, so that no stack can change an option for itself. */
function isOn({ node }: IConstruct, variable: string, key: string): boolean {
  // Pipelines set empty variables for parameters without a value.
  const environment = process.env[variable] || undefined;
  const [name, value] =
    environment === undefined
      ? [`Context ${key}`, node.tryGetContext(key) as unknown]
      : [`Environment variable ${variable}`, environment];
  const switched = SWITCHES.get(value);
  if (switched === undefined) {
    throw userError(`${name} ${show(value)} is not valid. Use 1 or 0, true or false.`);
  }
  return switched;
}
