import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// Submits the start page, wherever it is shown.
async function enter(place: Page | FrameLocator, nick: string): Promise<void> {
  await place.getByRole('textbox', { name: 'Nickname' }).fill(nick);
  await place.getByRole('button', { name: 'Enter' }).click();
  await place.locator('.dot.joined').waitFor();
}

describe('where a browser keeps nothing', () => {
  /// Simulates a browser that blocks all cookies: any access to storage throws.
  const block = (): void => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  };

  test('one chats, and is the same guest when the line breaks', async () => {
    const topic = someTopic();
    const grace = await stage.person(topic, 'Grace');
    const ada = await stage.window();
    await ada.addInitScript(block);
    await ada.goto(`${stage.url}/#${topic}`);
    await enter(ada, 'Ada');
    await say(ada, 'kept nowhere');
    await line(grace, 'kept nowhere').waitFor();
    const fake = stage.fake;
    if (!fake) return;
    fake.dropAll();
    await line(ada, 'Reconnected').waitFor();
    await expect.poll(() => [...fake.topic(topic).members].length).toBe(2);
    await ada.locator('hubbub-people li').filter({ hasText: '(you)' }).getByText('Ada').waitFor();
  });

  test('one leaves, and comes back under the nick one had', async () => {
    const ada = await stage.window();
    await ada.addInitScript(block);
    await ada.goto(`${stage.url}/#${someTopic()}`);
    await enter(ada, 'Ada');
    await ada.getByRole('button', { name: 'Leave' }).click();
    expect(await ada.getByRole('textbox', { name: 'Nickname' }).inputValue()).toBe('Ada');
  });

  // A sandboxed frame's origin is `null`, which a real server would have to allow.
  test.skipIf(process.env['HUBBUB_URL'])('one chats from a sandboxed frame', async () => {
    const topic = someTopic();
    const grace = await stage.person(topic, 'Grace');
    const outer = await stage.window();
    await outer.route(`${stage.url}/outer`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Outer</title>
          <iframe sandbox="allow-scripts allow-forms" style="width: 900px; height: 600px" src="${stage.url}/#${topic}"></iframe>`,
      }),
    );
    await outer.goto(`${stage.url}/outer`);
    const frame = outer.frameLocator('iframe');
    await enter(frame, 'Ada');
    await frame.locator('textarea').fill('from a sandbox');
    await frame.locator('textarea').press('Enter');
    await line(grace, 'from a sandbox').waitFor();
    await frame.locator('hubbub-log [data-key]').getByText('from a sandbox').waitFor();
  });
});

/// Behaves like nginx with `location /chat/ { proxy_pass http://hubbub/; }`: nothing else of the server is reachable.
class Below {
  readonly #http: Server;

  private constructor(target: string) {
    const { hostname, port } = new URL(target);
    const inner = (url: string): string => url.slice('/chat'.length);
    const isBelow = (url: string): boolean => url.startsWith('/chat/');
    const forward = (from: IncomingMessage) =>
      request({ hostname, port, method: from.method, path: inner(from.url!), headers: { ...from.headers, host: `${hostname}:${port}` } });
    this.#http = createServer((from, to) => {
      if (!isBelow(from.url!)) return void to.writeHead(404).end();
      const through = forward(from).on('response', (answer) => {
        to.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(to);
      });
      from.pipe(through);
    });
    this.#http.on('upgrade', (from: IncomingMessage, socket: Duplex) => {
      if (!isBelow(from.url!)) return void socket.destroy();
      // The page's origin here is not the server's. A proxy that forwards the host would pass both on.
      if (from.headers.origin) from.headers.origin = target;
      forward(from)
        .on('upgrade', (answer, inside, first) => {
          const head = answer.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
          socket.write(`HTTP/1.1 101 Switching Protocols\r\n${head.join('\r\n')}\r\n\r\n`);
          socket.write(first);
          inside.on('error', () => socket.destroy()).pipe(socket).on('error', () => inside.destroy()).pipe(inside);
        })
        .on('error', () => socket.destroy())
        .end();
    });
  }

  static async of(target: string): Promise<Below> {
    const below = new Below(target);
    await new Promise<void>((resolve) => below.#http.listen(0, '127.0.0.1', resolve));
    return below;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/chat/`;
  }

  stop(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}

describe('below a path', () => {
  let below: Below;
  beforeAll(async () => {
    below = await Below.of(stage.url);
  });
  afterAll(() => below.stop());

  test('one chats with those who came without it', async () => {
    const topic = someTopic();
    const grace = await stage.person(topic, 'Grace');
    const ada = await stage.window();
    await ada.goto(`${below.url}#${topic}`);
    await enter(ada, 'Ada');
    await say(ada, 'from below');
    await line(grace, 'from below').waitFor();
    expect(ada.url()).toBe(`${below.url}#${topic}`);
    await ada.reload();
    await line(ada, 'from below').waitFor();
  });

  test('the page asks for nothing outside of it', async () => {
    const ada = await stage.window();
    const asked: string[] = [];
    ada.on('request', (each) => asked.push(new URL(each.url()).pathname));
    ada.on('websocket', (each) => asked.push(new URL(each.url()).pathname));
    await ada.goto(`${below.url}#${someTopic()}`);
    await enter(ada, 'Ada');
    expect(asked.filter((path) => !path.startsWith('/chat/'))).toEqual([]);
    expect(asked).toContain('/chat/socket/websocket');
  });
});

// A real server would have to list the site among its origins.
describe.skipIf(process.env['HUBBUB_URL'])('the element on a page of another site', () => {
  const SITE = 'http://site.example/deep/down/page.html';

  async function embedded(script: string, attributes: string): Promise<Page> {
    const page = await stage.window();
    await page.route(SITE, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>A site</title><script type="module" src="${script}"></script>
          <hubbub-room topic="${someTopic()}" nick="Ada" ${attributes}></hubbub-room>`,
      }),
    );
    await page.goto(SITE);
    return page;
  }

  test('finds the server that its script is from, also below a path', async () => {
    const below = await Below.of(stage.url);
    for (const base of [`${stage.url}/`, below.url]) {
      const page = await embedded(`${base}assets/hubbub-room.js?v=7`, '');
      await page.locator('.dot.joined').waitFor();
    }
    below.stop();
  });

  test.each(['//HOST/socket', 'http://HOST/socket', 'ws://HOST/socket'])('goes to %s where that is told', async (socket) => {
    const below = await Below.of(stage.url);
    const host = new URL(stage.url).host;
    const page = await embedded(`${below.url}assets/hubbub-room.js`, `socket="${socket.replace('HOST', host)}"`);
    await page.locator('.dot.joined').waitFor();
    below.stop();
  });
});
