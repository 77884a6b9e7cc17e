/** Runs cdktf-cli with apps of this project and the engine of the tests. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Fixture } from './fixture';
import type { Result, Workspace } from './workspace';

const PROJECT = join(__dirname, '..', '..');
const MANIFEST = createRequire(__filename).resolve('cdktf-cli/package.json');
const CLI = join(
  dirname(MANIFEST),
  (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { bin: { cdktf: string } }).bin.cdktf,
);

/** The Node.js that the CLI runs with: that of a package if there is one, because CDK Terrain requires 22.19. */
const PACKAGED_NODE = join(PROJECT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const NODE = existsSync(PACKAGED_NODE) ? PACKAGED_NODE : process.execPath;

/** Updating the lock file would require access to a registry. */
export const OFFLINE = '--skip-provider-lock';

/** A CDKTF project whose app is a file of this project. */
export function cdktfProject(fixture: Fixture, main: string): Workspace {
  const workspace = fixture.emptyWorkspace();
  const app = `npx --prefix '${PROJECT}' tsx --tsconfig '${PROJECT}/tsconfig.dev.json' '${join(PROJECT, main)}'`;
  const projectId = '00000000-0000-4000-8000-000000000000';
  const config = { language: 'typescript', app, projectId, sendCrashReports: 'false' };
  writeFileSync(join(workspace.directory, 'cdktf.json'), JSON.stringify(config));
  return workspace;
}

/** Runs a command of cdktf-cli in a project. */
export function cdktf(
  { tools }: Fixture,
  workspace: Workspace,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<Result> {
  return workspace.execute(NODE, [CLI, ...args], {
    PATH: `${dirname(NODE)}${delimiter}${process.env.PATH ?? ''}`, // the CLI reads the version of the node on PATH
    TERRAFORM_BINARY_NAME: tools.engine,
    CI: '1',
    DISABLE_VERSION_CHECK: '1',
    FORCE_COLOR: '0',
    ...variables,
  });
}
