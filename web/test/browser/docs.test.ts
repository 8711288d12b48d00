import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './stage.js';

/// What the stand-in is described as; a real server describes itself.
const DESCRIPTION = {
  openapi: '3.0.1',
  info: { title: 'Hubbub', version: '1', description: 'What the stand-in can do.' },
  paths: {
    '/api/v1/accounts': {
      get: { tags: ['Accounts'], summary: 'Says who may sign up.', operationId: 'whoMaySignUp', responses: { '200': { description: 'Who' } } },
    },
    '/api/v1/topics/{topic}/send': {
      post: {
        tags: ['Commands'],
        summary: 'Says something.',
        operationId: 'send',
        parameters: [{ name: 'topic', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['body'], properties: { body: { type: 'string' } } } } } },
        responses: { '200': { description: 'Said' }, '401': { description: '`bad_token`' } },
      },
    },
  },
};

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

async function open(): Promise<Page> {
  const page = await stage.window();
  if (stage.fake) {
    await page.route('**/api/v1/openapi.json', (route) => route.fulfill({ json: DESCRIPTION }));
    await page.route('**/api/v1/topics/**', (route) => {
      const { authorization } = route.request().headers();
      return authorization === 'Bearer hbk_good'
        ? route.fulfill({ json: { asked: new URL(route.request().url()).pathname, said: route.request().postDataJSON() as unknown } })
        : route.fulfill({ status: 401, json: { reason: 'bad_token' } });
    });
  }
  await page.goto(`${stage.url}/api/docs`);
  return page;
}

const operation = (page: Page, path: string, method: string): ReturnType<Page['locator']> =>
  page.locator('hubbub-operation').filter({ has: page.locator('summary code', { hasText: new RegExp(`^${path.replace(/[{}]/g, '\\$&')}$`) }) }).filter({ has: page.locator('summary b', { hasText: method }) });

describe('the page to try the API out', () => {
  test('shows what can be asked for, sends it, and shows the answer', async () => {
    const page = await open();
    const who = operation(page, '/api/v1/accounts', 'GET');
    await who.locator('summary').click();
    await who.getByRole('button', { name: 'Send' }).click();
    await who.getByRole('status').filter({ hasText: '200' }).waitFor();
    await who.locator('pre.answer').filter({ hasText: 'sign_up' }).waitFor();
  });

  test('says what a request without a good key is refused for', async () => {
    const page = await open();
    const send = operation(page, '/api/v1/topics/{topic}/send', 'POST');
    await send.locator('summary').click();
    await send.getByRole('textbox', { name: 'topic' }).fill('room:lobby');
    await send.getByRole('button', { name: 'Send' }).click();
    await send.getByRole('status').filter({ hasText: '401' }).waitFor();
    await send.locator('pre.answer').filter({ hasText: 'bad_token' }).waitFor();
  });

  test.skipIf(process.env['HUBBUB_URL'])('sends the key that was pasted, and keeps it nowhere', async () => {
    const page = await open();
    await page.getByLabel('API key').fill('hbk_good');
    const send = operation(page, '/api/v1/topics/{topic}/send', 'POST');
    await send.locator('summary').click();
    await send.getByRole('textbox', { name: 'topic' }).fill('room:lobby');
    await send.getByRole('textbox', { name: 'Body' }).fill('{"body": "Doors open at 8"}');
    await send.getByRole('button', { name: 'Send' }).click();
    await send.locator('pre.answer').filter({ hasText: 'Doors open at 8' }).waitFor();
    expect(await send.locator('pre.answer').textContent()).toContain('/api/v1/topics/room%3Alobby/send');
    expect(await send.locator('pre.curl').textContent()).not.toContain('hbk_good');
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).toBe('[{},{}]');
  });

  test('finds operations by a word', async () => {
    const page = await open();
    await page.getByRole('searchbox', { name: 'Look for' }).fill('sign up');
    await operation(page, '/api/v1/accounts', 'GET').waitFor();
    await operation(page, '/api/v1/topics/{topic}/send', 'POST').waitFor({ state: 'detached' });
  });
});
