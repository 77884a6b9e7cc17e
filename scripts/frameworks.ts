/**
 * The frameworks that packages are built for. All files are written for CDKTF. For another framework, a copy of the
 * project is prepared with its names (framework-project.ts).
 */

export interface Framework {
  /** The npm package of the framework. Also its argument of scripts, and its folder in packages/. */
  readonly name: string;
  /** The npm package of the framework's bindings for Cloudflare. */
  readonly bindings: string;
  /** The versions to build and test with, unless they are those of package.json. */
  readonly versions: Readonly<Record<string, string>>;
  /** The command-line interface, and the Node.js that it requires, unless they are those of the project. */
  readonly cli: Readonly<Record<string, string>>;
  /** The names of CDKTF in files, and the names that replace them; the longest one applies. */
  readonly names: Readonly<Record<string, string>>;
}

export const CDKTF: Framework = {
  name: 'cdktf',
  bindings: '@cdktf/provider-cloudflare',
  versions: {},
  cli: {},
  names: {},
};

export const CDKTN: Framework = {
  name: 'cdktn',
  bindings: '@cdktn/provider-cloudflare',
  versions: {
    '@cdktn/provider-cloudflare': '16.4.0',
    cdktn: '0.24.0',
    constructs: '10.7.2', // the newest that cdktn 0.24 supports
  },
  cli: { 'cdktn-cli': '0.24.0', [`node-${process.platform}-${process.arch}`]: '22.23.3' },
  names: {
    // The framework
    CDKTF: 'CDK Terrain',
    'CDK for Terraform': 'CDK Terrain',
    cdktf: 'cdktn',
    'com.hashicorp.cdktf': 'io.cdktn.cdktn',
    'github.com/hashicorp/terraform-cdk-go/cdktf': 'github.com/open-constructs/cdk-terrain-go/cdktn',
    'HashiCorp.Cdktf': 'Io.Cdktn',
    ...unchanged('cdktf.json', 'cdktf.out', '@cdktf/warn', '@cdktf/hcl2json', 'leave-cdktf.md'),

    // The bindings for Cloudflare
    '@cdktf/provider-cloudflare': '@cdktn/provider-cloudflare',
    'cdktf-cdktf-provider-cloudflare': 'cdktn-provider-cloudflare',
    cdktf_cdktf_provider_cloudflare: 'cdktn_provider_cloudflare',
    'com.hashicorp:cdktf-provider-cloudflare': 'io.cdktn:cdktn-provider-cloudflare',
    'com.hashicorp.cdktf.providers.cloudflare': 'io.cdktn.providers.cloudflare',
    'github.com/cdktf/cdktf-provider-cloudflare-go/cloudflare/v13':
      'github.com/cdktn-io/cdktn-provider-cloudflare-go/cloudflare/v16',

    // This library, which is developed in one repository and published under one Maven group
    'cdktf-cloudflare-zero-trust': 'cdktn-cloudflare-zero-trust',
    cdktf_cloudflare_zero_trust: 'cdktn_cloudflare_zero_trust',
    CdktfCloudflareZeroTrust: 'CdktnCloudflareZeroTrust',
    'github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust-go':
      'github.com/cdktf-cloudflare-zero-trust/cdktn-cloudflare-zero-trust-go',
    ...unchanged(
      'cdktf-cloudflare-zero-trust contributors',
      'cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust',
      'io.github.cdktf-cloudflare-zero-trust',
    ),

    // The versions of "Get started"
    '"@cdktf/provider-cloudflare": "13.9.1"': '"@cdktn/provider-cloudflare": "16.4.0"',
    '"cdktf": "0.21.0"': '"cdktn": "0.24.0"',
    '"cdktf-cli": "0.21.0"': '"cdktn-cli": "0.24.0"',
    '"constructs": "10.4.2"': '"constructs": "10.7.2"',
    'cdktf-cdktf-provider-cloudflare==13.9.1': 'cdktn-provider-cloudflare==16.4.0',
    'cdktf-cli@0.21.0': 'cdktn-cli@0.24.0',
    'cdktf==0.21.0': 'cdktn==0.24.0',
    'constructs==10.4.2': 'constructs==10.7.2',

    // The ranges of the peers, and the provider version that the bindings pin and that satisfies the README's example
    '^0.21.0': '^0.24.0',
    '^10.4.2': '>=10.6.0 <10.8.0',
    '^13.9.1': '^16.4.0',
    '"version": ">= 5.18.0, < 6.0.0"': '"version": "5.28.0"',
  },
};

export const FRAMEWORKS: readonly Framework[] = [CDKTF, CDKTN];

/** Names that contain a name of CDKTF, but are the same for all frameworks. */
function unchanged(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** The frameworks that the arguments of a script select: by default all. */
export function selectedFrameworks(args: readonly string[]): Framework[] {
  const unknown = args.filter((arg) => FRAMEWORKS.every(({ name }) => name !== arg));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')} is not one of ${FRAMEWORKS.map(({ name }) => name).join(', ')}.`);
  }
  return FRAMEWORKS.filter(({ name }) => args.length === 0 || args.includes(name));
}
