import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const SITE = 'http://site.example/';

/// Another site's page, with the strictest policy possible, that embeds the element.
async function embedded(topic: string, attributes = ''): Promise<Page> {
  const page = await stage.window();
  const socket = `${stage.url.replace('http', 'ws')}/socket`;
  await page.route(SITE, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${stage.url}; connect-src ${new URL(socket).origin.replace('http', 'ws')}`,
      },
      body: `<!doctype html><html lang="en"><title>A site</title><h1>A site</h1>
        <script type="module" src="${stage.url}/assets/hubbub-room.js"></script>
        <hubbub-room topic="${topic}" nick="Ada" socket="${socket}" ${attributes}></hubbub-room>`,
    }),
  );
  await page.goto(SITE);
  await page.locator('.dot.joined').waitFor();
  return page;
}

// A real server would have to list the site among its origins.
describe.skipIf(process.env['HUBBUB_URL'])('on a page of another site', () => {
  test('one chats with those on the server’s own page', async () => {
    const topic = someTopic();
    const ada = await embedded(topic);
    const grace = await stage.person(topic, 'Grace');
    await say(ada, 'from elsewhere');
    await line(grace, 'from elsewhere').waitFor();
    await say(grace, 'from here');
    await line(ada, 'from here').waitFor();
  });

  test('the element speaks the language it is told to', async () => {
    const ada = await embedded(someTopic(), 'lang="de"');
    await ada.getByText('Noch hat niemand etwas geschrieben.').waitFor();
  });

  test('being moved is staying, being removed is leaving', async () => {
    const topic = someTopic();
    const ada = await embedded(topic);
    const grace = await stage.person(topic, 'Grace');
    await grace.locator('hubbub-people').getByText('Ada').waitFor();
    await ada.evaluate(() => document.body.prepend(document.querySelector('hubbub-room')!));
    await say(ada, 'still here');
    await line(grace, 'still here').waitFor();
    await ada.evaluate(() => document.querySelector('hubbub-room')!.remove());
    await grace.locator('hubbub-people').getByText('Ada').waitFor({ state: 'detached' });
  });

  test('another topic is another room', async () => {
    const [first, second] = [someTopic(), someTopic()];
    const ada = await embedded(first);
    const grace = await stage.person(second, 'Grace');
    await ada.evaluate((topic) => document.querySelector('hubbub-room')!.setAttribute('topic', topic), second);
    await grace.locator('hubbub-people').getByText('Ada').waitFor();
    await say(grace, 'welcome');
    await line(ada, 'welcome').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('with tokens of the site', () => {
  /// The token of the only connection.
  const token = (): string | undefined => [...stage.fake!.connections].at(-1)?.token;

  test('one comes with the attribute’s, and goes on with another one', async () => {
    const ada = await embedded(someTopic(), 'token="t1"');
    expect(token()).toBe('t1');
    await ada.evaluate(() => document.querySelector('hubbub-room')!.setAttribute('token', 't2'));
    await expect.poll(token).toBe('t2');
  });

  test('the site is asked for one, again before it ends, and again once it has ended', async () => {
    const ada = await embedded(someTopic());
    await ada.evaluate(() => {
      let asked = 0;
      document.querySelector('hubbub-room')!.tokenProvider = async () => `p${++asked}`;
    });
    await expect.poll(token).toBe('p1');
    await ada.locator('.dot.joined').waitFor();
    [...stage.fake!.connections].at(-1)!.expire();
    await expect.poll(token).toBe('p2');
    stage.fake!.ended.add('p2');
    stage.fake!.dropAll();
    await expect.poll(token, { timeout: 8000 }).toBe('p3'); // after the pause before it connects again
    await ada.locator('.dot.joined').waitFor();
  });

  test('one that has ended, and that the site does not replace, leaves one outside', async () => {
    stage.fake!.ended.add('old');
    const ada = await embedded(someTopic(), 'token="t1"');
    await ada.evaluate(() => document.querySelector('hubbub-room')!.setAttribute('token', 'old'));
    stage.fake!.dropAll();
    await ada.getByText('Your sign-in has expired.').waitFor();
  });
});
