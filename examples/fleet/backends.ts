/** Backends for the state of each stack. */
import { CloudBackend, GcsBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';

/** Adds a backend to a stack. */
export type Backend = (stack: TerraformStack) => void;

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The backends by name. They contain no credentials: the engine reads these from the environment. */
const BACKENDS: Readonly<Record<string, (environment: Environment) => Backend>> = {
  /** A file next to the app, for trying the example. */
  local: () => (stack) => {
    new LocalBackend(stack, {});
  },

  /** S3, or a compatible service at `FLEET_STATE_ENDPOINT`, such as Cloudflare R2, without the checks that only AWS passes. */
  s3: (environment) => {
    const bucket = required(environment, 'FLEET_STATE_BUCKET', 'the name of a bucket');
    const { FLEET_STATE_ENDPOINT: endpoint } = environment;
    const notAws = {
      endpoints: { s3: endpoint },
      region: 'auto',
      usePathStyle: true,
      skipCredentialsValidation: true,
      skipMetadataApiCheck: true,
      skipRegionValidation: true,
      skipRequestingAccountId: true,
      skipS3Checksum: true,
    };
    return (stack) => {
      const key = `zero-trust/${stack.node.id}.tfstate`;
      const backend = new S3Backend(stack, { bucket, key, ...(endpoint === undefined ? {} : notAws) });
      // State locking in the bucket, which CDKTF does not support. Requires Terraform 1.10 or OpenTofu 1.10.
      backend.addOverride('use_lockfile', true);
    };
  },

  /** Google Cloud Storage. */
  gcs: (environment) => {
    const bucket = required(environment, 'FLEET_STATE_BUCKET', 'the name of a bucket');
    return (stack) => {
      new GcsBackend(stack, { bucket, prefix: `zero-trust/${stack.node.id}` });
    };
  },

  /** HCP Terraform, with a workspace per stack. */
  hcp: (environment) => {
    const organization = required(environment, 'TF_CLOUD_ORGANIZATION', 'the name of an organization of HCP Terraform');
    return (stack) => {
      const workspaces = new NamedCloudWorkspace(`zero-trust-${stack.node.id}`);
      new CloudBackend(stack, { organization, workspaces });
    };
  },
};

/** The backend that `FLEET_BACKEND` selects. */
export function backendOf(environment: Environment): Backend {
  const name = environment.FLEET_BACKEND ?? 'local';
  const backend = Object.entries(BACKENDS).find(([known]) => known === name)?.[1];
  if (backend === undefined) {
    throw new Error(`FLEET_BACKEND '${name}' is not one of ${Object.keys(BACKENDS).join(', ')}. Use one of these.`);
  }
  return backend(environment);
}

function required(environment: Environment, variable: string, what: string): string {
  const value = environment[variable];
  if (value === undefined || value === '') {
    throw new Error(`${variable} is required. Set it to ${what}.`);
  }
  return value;
}
