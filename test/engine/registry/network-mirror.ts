/**
 * A provider network mirror on localhost that serves the stand-in:
 * https://developer.hashicorp.com/terraform/internals/provider-network-mirror-protocol
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSIONS } from '../contract';
import { cliConfig, HOSTS, PLATFORM, PROVIDER, standInProgram } from '../providers';
import { zipOf } from './zip';

/** A request for the index, a version or an archive of the provider. */
const PATH = new RegExp(`^/(?:${HOSTS.join('|')})/${PROVIDER}/(index\\.json|[\\d.]+(?=\\.json|\\.zip))(\\.\\w+)?$`);

export class NetworkMirror {
  /** Starts a mirror on a free port. Engines require HTTPS, so that it has a certificate of its own. */
  public static async start(): Promise<NetworkMirror> {
    const mirror = new NetworkMirror(mkdtempSync(join(tmpdir(), 'registry-')));
    await new Promise<void>((resolve) => mirror.server.listen(0, '127.0.0.1', resolve));
    writeFileSync(mirror.cliConfig, cliConfig(`network_mirror {\n    url = "${mirror.url}"\n  }`));
    return mirror;
  }

  /** The path of a CLI configuration that installs providers only from this mirror. */
  public readonly cliConfig: string;
  /** The path of the certificate, for `SSL_CERT_FILE`. */
  public readonly certificate: string;
  private readonly server: Server;

  private constructor(private readonly directory: string) {
    this.cliConfig = join(directory, 'engine.tfrc');
    this.certificate = join(directory, 'certificate.pem');
    const key = join(directory, 'key.pem');
    execFileSync('openssl', certificateRequest(key, this.certificate), { stdio: 'pipe' });
    this.server = createServer(
      { key: readFileSync(key), cert: readFileSync(this.certificate) },
      (request, response) => {
        const path = request.url ?? '';
        const content = contentOf(path);
        response.writeHead(content === undefined ? 404 : 200, {
          'content-type': path.endsWith('.json') ? 'application/json' : 'application/zip',
        });
        response.end(content);
      },
    );
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.directory, { recursive: true });
  }

  private get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }
}

function contentOf(path: string): string | Buffer | undefined {
  const [, version = '', extension] = PATH.exec(path) ?? [];
  if (version === 'index.json') {
    return JSON.stringify({ versions: Object.fromEntries(VERSIONS.map((each) => [each, {}])) });
  }
  if (!VERSIONS.includes(version)) {
    return undefined;
  }
  return extension === '.zip'
    ? zipOf(`terraform-provider-cloudflare_v${version}`, standInProgram(version))
    : JSON.stringify({ archives: { [PLATFORM]: { url: `${version}.zip` } } });
}

/** The arguments of OpenSSL for a self-signed certificate. */
function certificateRequest(key: string, certificate: string): string[] {
  const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  return ['req', '-x509', '-days', '2', ...algorithm, ...names, '-keyout', key, '-out', certificate];
}
