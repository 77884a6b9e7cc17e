/** The browser that the tests of this folder run. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with a profile of its own, and the folder it may read from. */
export class Browser {
  /** Starts the browser; fails with what to do when there is none. */
  public static async start(): Promise<Browser> {
    const executablePath = findBrowser();
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath,
      args: ARGUMENTS,
    });
    return new Browser(context, folder);
  }

  private opened = 0;

  private constructor(
    private readonly context: BrowserContext,
    private readonly folder: string,
  ) {}

  /** Opens HTML as a file; nothing else may be requested. */
  public async open(html: string): Promise<OpenPage> {
    this.opened += 1;
    const file = join(this.folder, `${this.opened}.html`);
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await this.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== url) {
        complaints.push(`request: ${request.url()}`);
      }
    });
    await page.route('**/*', (route) => (route.request().url() === url ? route.continue() : route.abort()));
    await page.goto(url);
    return { page, complaints };
  }

  /** Closes the browser, and leaves nothing behind. */
  public async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface OpenPage {
  readonly page: Page;
  /** Messages of the console, errors, and requests for anything but the page. */
  readonly complaints: readonly string[];
}

function findBrowser(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? '',
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  const found = candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(
      `These tests need Chromium, and there is no ${NAMES.join(', ')} on PATH: install it with 'apt-get install chromium', or name it in CHROMIUM_PATH`,
    );
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
