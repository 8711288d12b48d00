import { chromium as engine, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { FakeServer } from '../fake/server.js';

/// Replaces the package's own arguments, which disable web security and use an emulated GPU. Lets other sites' pages
/// access this machine.
const ARGS = ['--disable-features=LocalNetworkAccessChecks', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/// A browser, a server to visit, and all errors from its windows.
export class Stage {
  readonly faults: string[] = [];
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly browser: Browser,
    readonly url: string,
    /// The stand-in; null if a real server is visited.
    readonly fake: FakeServer | null,
  ) {}

  /// Visits the server at `real`, by default `HUBBUB_URL`; without either, starts a stand-in.
  static async open(real = process.env['HUBBUB_URL']): Promise<Stage> {
    const fake = real === undefined ? await FakeServer.start() : null;
    const browser = await engine.launch({
      executablePath: process.env['CHROMIUM']!,
      args: ARGS,
      headless: true,
    });
    return new Stage(browser, (real ?? fake!.url).replace(/\/$/, ''), fake);
  }

  /// A window with its own storage: another person.
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

  /// Joins through the start page.
  async enter(page: Page, topic: string, nick: string, query = ''): Promise<Page> {
    await this.#ask(page, topic, nick, query);
    await page.locator('.dot.joined').waitFor();
    return page;
  }

  /// Asks to be let in, in a window of its own, whatever the answer is.
  async knock(topic: string, nick: string): Promise<Page> {
    const page = await this.window();
    await this.#ask(page, topic, nick);
    return page;
  }

  async #ask(page: Page, topic: string, nick: string, query = ''): Promise<void> {
    await page.goto(`${this.url}/${query}#${topic}`);
    await page.getByRole('textbox', { name: /nick|spitzname/i }).fill(nick);
    await page.getByRole('button', { name: /enter|beitreten/i }).click();
  }

  async person(topic: string, nick: string, options: BrowserContextOptions = {}): Promise<Page> {
    return this.enter(await this.window(options), topic, nick);
  }

  /// Closes all windows; returns their errors.
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

/// A topic that nobody else uses.
export const someTopic = (): string => `room:t${process.pid}-${Date.now().toString(36)}-${++topics}`;

export async function say(page: Page, body: string): Promise<void> {
  await page.locator('textarea').fill(body);
  await page.keyboard.press('Enter');
}

/// The open sheet. To a locator, content slotted into a dialog is not inside the dialog.
export const sheet = (page: Page): ReturnType<Page['locator']> => page.locator('hubbub-sheet');

/// Matches a text, ignoring the isolates around names.
export const plain = (text: string): RegExp =>
  new RegExp([...text].map((char) => char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')).join('[\u2068\u2069]*'));

/// The log's lines with this text.
export const line = (page: Page, text: string | RegExp): ReturnType<Page['locator']> =>
  page.locator('hubbub-log [data-key]').filter({ hasText: typeof text === 'string' ? plain(text) : text });

/// One's own row in the list of people.
export const mine = (page: Page): ReturnType<Page['locator']> => page.locator('hubbub-people li').filter({ hasText: '(you)' });

/// The form of the open card with this heading.
export const cardForm = (page: Page, name: string): ReturnType<Page['locator']> =>
  page.locator('hubbub-person-sheet form').filter({ has: page.getByRole('heading', { name, exact: true }) });

/// Opens the sheet of the person of that nick.
export const card = (page: Page, nick: string): Promise<void> => page.locator('hubbub-people button').filter({ hasText: nick }).click();
