/** Writes the screenshots of the README: the output of a failed synthesis, and the report of the fleet in Chromium. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { addFleet } from '../examples/fleet/fleet';
import { readFleet } from '../examples/fleet/fleet-file';
import { OrganizationReport, Waivers } from '../lib';
import { Browser } from '../test/browser/browser';
import { PROJECT } from './copy-project';
import { TODAY, terminalScreenshot } from './terminal-screenshot';

const IMAGES = join(PROJECT, 'docs', 'images');

/** The part of the page that the README shows. */
const VIEWPORT = { width: 1100, height: 800 };

/** The maximum size of an image: readers download all of them with the README. */
const MAX_BYTES = 100_000;

function fleetReport(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'screenshot-'));
  try {
    const app = new App({ outdir, context: { [Waivers.TODAY]: TODAY } });
    addFleet(app, readFleet(join(PROJECT, 'examples', 'fleet', 'organizations.yaml')));
    return new OrganizationReport(app, { fileName: 'screenshot' }).toHtml();
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function photographed(html: string): Promise<Buffer> {
  const browser = await Browser.start();
  try {
    const { page } = await browser.open(html);
    await page.setViewportSize(VIEWPORT);
    return await page.screenshot();
  } finally {
    await browser.stop();
  }
}

function write(name: string, content: Buffer | string): void {
  const file = join(IMAGES, name);
  writeFileSync(file, content);
  const { size } = statSync(file);
  console.log(`docs/images/${name}: ${size} bytes`);
  if (size > MAX_BYTES) {
    throw new Error(`docs/images/${name} has more than ${MAX_BYTES} bytes. Show a smaller part of the page.`);
  }
}

async function main(): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  write('errors.svg', terminalScreenshot());
  write('report.png', await photographed(fleetReport()));
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
