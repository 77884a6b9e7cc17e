/** Where the states are: each stack has one of its own. */
import { CloudBackend, GcsBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';

/** Gives a stack its backend. */
export type Backend = (stack: TerraformStack) => void;

/** Variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** By the name that `FLEET_BACKEND` has. Credentials are in none of them: engines find them in the environment. */
const BACKENDS: Readonly<Record<string, (environment: Environment) => Backend>> = {
  /** Beside the app: to try it out. */
  local: () => (stack) => {
    new LocalBackend(stack, {});
  },

  /** S3, and what speaks like it: with `FLEET_STATE_ENDPOINT` Cloudflare R2, which needs AWS's checks left out. */
  s3: (environment) => {
    const bucket = needed(environment, 'FLEET_STATE_BUCKET', 'the name of a bucket');
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
      // A lock in the bucket itself, which CDKTF does not know: Terraform 1.10 or OpenTofu 1.10.
      backend.addOverride('use_lockfile', true);
    };
  },

  /** Google Cloud Storage. */
  gcs: (environment) => {
    const bucket = needed(environment, 'FLEET_STATE_BUCKET', 'the name of a bucket');
    return (stack) => {
      new GcsBackend(stack, { bucket, prefix: `zero-trust/${stack.node.id}` });
    };
  },

  /** HCP Terraform: a workspace for each stack. */
  hcp: (environment) => {
    const organization = needed(environment, 'TF_CLOUD_ORGANIZATION', 'the name of an organization of HCP Terraform');
    return (stack) => {
      const workspaces = new NamedCloudWorkspace(`zero-trust-${stack.node.id}`);
      new CloudBackend(stack, { organization, workspaces });
    };
  },
};

/** The backend that the environment names. */
export function backendOf(environment: Environment): Backend {
  const name = environment.FLEET_BACKEND ?? 'local';
  const backend = Object.entries(BACKENDS).find(([known]) => known === name)?.[1];
  if (backend === undefined) {
    throw new Error(
      `FLEET_BACKEND: received '${name}'; allowed: ${Object.keys(BACKENDS).join(', ')}: write one of them`,
    );
  }
  return backend(environment);
}

function needed(environment: Environment, variable: string, allowed: string): string {
  const value = environment[variable];
  if (value === undefined || value === '') {
    throw new Error(`${variable}: received nothing; allowed: ${allowed}: set it in the environment`);
  }
  return value;
}
