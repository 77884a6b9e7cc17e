/** The engine and the provider of an engine test. `npm run engine:setup` installs them. */
import { engineName, enginesUnderTest } from './engines';
import { mirrorConfig, mirroredVersions, standInVersions, usesStandIn } from './providers';

export interface Toolchain {
  /** The path of `tofu` or `terraform`. */
  readonly engine: string;
  /** The name and version of the engine, such as `OpenTofu 1.12.6`. */
  readonly engineName: string;
  /** Whether the provider is the real one. */
  readonly isReal: boolean;
  readonly providerVersion: string;
  /** The path of a CLI configuration that installs providers only from the mirror. */
  readonly cliConfig: string;
  /** The path of a certificate that the engine trusts, if the mirror has one of its own. */
  readonly certificate?: string;
}

/**
 * The first engine under test, with the stand-in if `ENGINE_PROVIDER` is `stand-in` and otherwise with the real provider.
 * Throws if the engine or the provider is not installed, so that no test is skipped silently.
 */
export function toolchain(): Toolchain {
  const [engine] = enginesUnderTest();
  if (engine === undefined) {
    throw new Error('No engine is installed. Install OpenTofu, Terraform or Go, and run `npm run engine:setup`.');
  }
  const providerVersion = providerVersions().at(-1);
  if (providerVersion === undefined) {
    throw new Error(
      'Provider cloudflare/cloudflare is not installed. Run `npm run engine:setup` with access to the registry, or `npm run test:engine:stand-in`.',
    );
  }
  return {
    engine,
    engineName: engineName(engine),
    isReal: !usesStandIn(),
    providerVersion,
    cliConfig: mirrorConfig(),
  };
}

/** The available provider versions, oldest first. */
export function providerVersions(): readonly string[] {
  return usesStandIn() ? standInVersions() : mirroredVersions();
}
