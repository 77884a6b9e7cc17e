/** The browser that the tests in this directory use. */
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

/** A browser with a temporary profile and a directory for its pages. */
export class Browser {
  /** Starts the browser; throws if none is installed. */
  public static async start(): Promise<Browser> {
    const executablePath = findBrowser();
    const directory = mkdtempSync(join(tmpdir(), 'report-'));
    const context = await chromium.launchPersistentContext(join(directory, 'profile'), {
      executablePath,
      args: ARGUMENTS,
    });
    return new Browser(context, directory);
  }

  private pages = 0;

  private constructor(
    private readonly context: BrowserContext,
    private readonly directory: string,
  ) {}

  /** Opens HTML from a file. All other requests are blocked and recorded as problems. */
  public async open(html: string): Promise<OpenPage> {
    this.pages += 1;
    const file = join(this.directory, `${this.pages}.html`);
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await this.context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== url) {
        problems.push(`request: ${request.url()}`);
      }
    });
    await page.route('**/*', (route) => (route.request().url() === url ? route.continue() : route.abort()));
    await page.goto(url);
    return { page, problems };
  }

  /** Closes the browser and deletes its files. */
  public async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, dialogs, and requests other than the page itself. */
  readonly problems: readonly string[];
}

function findBrowser(): string {
  const directories = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? '',
    ...NAMES.flatMap((name) => directories.map((directory) => join(directory, name))),
  ];
  const found = candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(
      `Chromium is required, but none of ${NAMES.join(', ')} is on PATH. Run 'apt-get install chromium', or set CHROMIUM_PATH.`,
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
