import { chromium as engine, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { FakeServer } from '../fake/server.js';

/// Not the package's own arguments: those switch web security off and draw by an emulated GPU. Pages of
/// another site may visit this machine.
const ARGS = ['--disable-features=LocalNetworkAccessChecks', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/// A browser, a server to visit, and what went wrong in any of its windows.
export class Stage {
  readonly faults: string[] = [];
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly browser: Browser,
    readonly url: string,
    /// The stand-in; absent when a real server is visited.
    readonly fake: FakeServer | null,
  ) {}

  /// Visits the server at `real`, by default the one named by `HUBBUB_URL`, else a stand-in of its own.
  static async open(real = process.env['HUBBUB_URL']): Promise<Stage> {
    const fake = real === undefined ? await FakeServer.start() : null;
    const browser = await engine.launch({
      executablePath: process.env['CHROMIUM']!,
      args: ARGS,
      headless: true,
    });
    return new Stage(browser, (real ?? fake!.url).replace(/\/$/, ''), fake);
  }

  /// A window of its own, with its own storage: another person.
  async window(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'en-GB', viewport: { width: 1180, height: 760 }, ...options });
    context.setDefaultTimeout(8000);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (/content.security|refused to/i.test(message.text())) this.faults.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return page;
  }

  /// Goes through the door.
  async enter(page: Page, topic: string, nick: string, query = ''): Promise<Page> {
    await page.goto(`${this.url}/${query}#${topic}`);
    await page.getByRole('textbox', { name: /nick|spitzname/i }).fill(nick);
    await page.getByRole('button', { name: /enter|eintreten/i }).click();
    await page.locator('.dot.joined').waitFor();
    return page;
  }

  async person(topic: string, nick: string, options: BrowserContextOptions = {}): Promise<Page> {
    return this.enter(await this.window(options), topic, nick);
  }

  /// Closes all windows; answers what went wrong in them.
  async clear(): Promise<string[]> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    return this.faults.splice(0);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.fake?.stop();
  }
}

let topics = 0;

/// A topic that nobody else is in.
export const someTopic = (): string => `room:t${process.pid}-${Date.now().toString(36)}-${++topics}`;

export async function say(page: Page, body: string): Promise<void> {
  await page.locator('textarea').fill(body);
  await page.keyboard.press('Enter');
}

/// The open sheet: what is slotted into a dialog is not inside it for a locator.
export const sheet = (page: Page): ReturnType<Page['locator']> => page.locator('hubbub-sheet');

/// Matches a text whatever stands in it to keep names in their own direction.
export const plain = (text: string): RegExp =>
  new RegExp([...text].map((char) => char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')).join('[\u2068\u2069]*'));

/// Lines of the log with this text.
export const line = (page: Page, text: string | RegExp): ReturnType<Page['locator']> =>
  page.locator('hubbub-log [data-key]').filter({ hasText: typeof text === 'string' ? plain(text) : text });
