import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// axe's findings, formatted to be readable when a test fails.
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html} ${node.failureSummary ?? ''}`));
}

/// Has messages of somebody wait for a moderator.
function hold(topic: string, nick: string, ...bodies: string[]): void {
  const fake = stage.fake!.topic(topic);
  const [id] = [...fake.standings].find(([, each]) => each.nick === nick)!;
  for (const body of bodies) fake.hold(id, body);
}

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

describe.each<[string, BrowserContextOptions]>([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', PHONE],
])('%s', (_look, options) => {
  test('axe finds nothing at the door, in the room and in the sheets', async () => {
    const topic = someTopic();
    const door = await stage.window({ ...options, reducedMotion: 'reduce' });
    await door.goto(stage.url);
    await door.getByRole('button', { name: 'Enter' }).waitFor();
    expect(await findings(door)).toEqual([]);
    const ada = await stage.person(topic, 'Ada', { ...options, reducedMotion: 'reduce' });
    const grace = await stage.person(topic, 'Grace');
    await say(ada, 'A line with https://example.org in it');
    await line(ada, 'A line').waitFor();
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.locator('[name=keyword]').fill('teapot');
    hold(topic, 'Grace', 'first', 'second');
    await sheet(ada).getByRole('button', { name: 'Reject' }).first().click();
    expect(await findings(ada)).toEqual([]);
    await sheet(ada).getByRole('button', { name: 'Pin', exact: true }).click();
    await sheet(ada).waitFor({ state: 'detached' });
    expect(await findings(ada)).toEqual([]);
    if (options.isMobile) await ada.locator('.tool.drawer').click();
    await ada.locator('hubbub-board button').waitFor();
    await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).click();
    expect(await findings(ada)).toEqual([]);
    await ada.getByLabel('they must confirm it').check();
    await sheet(ada).getByRole('button', { name: 'Warn', exact: true }).click();
    await grace.locator('hubbub-banner .warning').waitFor();
    expect(await findings(grace)).toEqual([]);
  });

  test('axe finds nothing in the dialogs about accounts', async () => {
    stage.fake!.accounts.add('Ann', 'correct horse', { admin: true });
    const page = await stage.window({ ...options, reducedMotion: 'reduce' });
    await page.goto(`${stage.url}/#invite=code`);
    await page.locator('input[name=password]').fill('correct horse');
    await page.locator('input[name=username]').fill('Ann');
    await page.keyboard.press('Enter');
    await page.locator('.wrong').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have an account' }).click();
    await page.getByRole('button', { name: 'Create an account' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('input[name=password]').press('Enter');
    await page.getByText('Signed in').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Make an invite link' }).click();
    for (const part of await page.locator('summary').all()) await part.click();
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.keyboard.press('Escape');
    stage.fake!.accounts.refusing = { status: 503, reason: 'unavailable' };
    await page.reload();
    await page.getByRole('button', { name: 'Go on as a guest' }).waitFor();
    expect(await findings(page)).toEqual([]);
    stage.fake!.accounts.refusing = null;
  });

  test('axe finds nothing in the sheets of people in charge, and what they say of the room', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    fake.lasting.register({ title: 'Tea', lock: { password: true, members_only: false } }, { label: 'Tea room', description: 'For tea', rules: 'Be kind' });
    fake.lasting.ban('x', 'y', { text: 'spam' });
    fake.lasting.log('ban', 'y', { member: 'x', text: 'spam' });
    fake.standings.set('owner', { nick: 'Ada', rank: 'owner', badges: ['staff'] });
    const ada = await stage.window({ ...options, reducedMotion: 'reduce' });
    await ada.addInitScript((key) => sessionStorage.setItem(key, 'key-of-owner'), `hubbub.key:${stage.url.replace('http', 'ws')}/socket`);
    await stage.enter(ada, topic, 'Ada');
    await ada.locator('hubbub-head summary').click();
    expect(await findings(ada)).toEqual([]);
    for (const [name, shown] of [['Who may not come back', 'banned until lifted'], ['Moderation log', /banned/], ['Room settings', 'Save']] as const) {
      await ada.getByRole('button', { name: 'Moderate' }).click();
      await sheet(ada).getByRole('button', { name: `${name} …` }).click();
      await sheet(ada).getByText(shown).first().waitFor();
      expect(await findings(ada)).toEqual([]);
      expect(await ada.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await ada.keyboard.press('Escape');
      await sheet(ada).waitFor({ state: 'detached' });
    }
  });
});

test('nothing is wider than a phone', async () => {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada', PHONE);
  await say(ada, `${'w'.repeat(400)} https://example.org/${'x'.repeat(300)}`);
  await line(ada, 'www').waitFor();
  for (const open of [false, true]) {
    if (open) await ada.locator('.tool.drawer').click();
    expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await ada.locator('.scroll').evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
  }
});

test('all of it can be done by keyboard', async () => {
  const topic = someTopic();
  const ada = await stage.window();
  await ada.goto(`${stage.url}/#${topic}`);
  await ada.getByRole('textbox', { name: 'Nickname' }).waitFor();
  await ada.keyboard.type('Ada');
  await ada.keyboard.press('Enter');
  await ada.locator('.dot.joined').waitFor();
  await stage.person(topic, 'Grace');
  await ada.locator('textarea:focus').waitFor();
  await ada.keyboard.type('typed');
  await ada.keyboard.press('Enter');
  await line(ada, 'typed').waitFor();
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  for (let n = 0; n < 12 && !(await focused(ada)).includes('Grace'); n++) await ada.keyboard.press('Tab');
  await ada.keyboard.press('Enter');
  await ada.getByRole('dialog').waitFor();
  await ada.keyboard.press('Escape');
  await sheet(ada).waitFor({ state: 'detached' });
  expect(await focused(ada)).toContain('Grace');
});

/// The text of the focused element, through all shadow roots.
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent ?? '';
  });

describe('the language', () => {
  test("is the browser's", async () => {
    const page = await stage.window({ locale: 'de-AT' });
    await page.goto(`${stage.url}/#${someTopic()}`);
    await page.getByRole('button', { name: 'Beitreten' }).click();
    await page.getByRole('textbox', { name: /schreiben/ }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });

  test('can be asked for', async () => {
    const page = await stage.window();
    await page.goto(`${stage.url}/?lang=de`);
    await page.getByRole('button', { name: 'Beitreten' }).waitFor();
  });
});

test('text runs in its own direction', async () => {
  const ada = await stage.person(someTopic(), 'Ada');
  await say(ada, 'مرحبا بكم');
  const body = ada.locator('hubbub-log [data-key] .body').filter({ hasText: 'مرحبا' });
  await body.waitFor();
  expect(await body.evaluate((each) => getComputedStyle(each).direction)).toBe('rtl');
});
