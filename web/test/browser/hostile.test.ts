import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cardForm, line, plain, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const SCRIPT = '<script>window.ran=1</script>';
const IMAGE = '<img src=x onerror="window.ran=1">';

/// No script ran, and no text became an element.
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
  expect(await page.locator('hubbub-room img, hubbub-room script').count()).toBe(0);
}

describe('script', () => {
  test('in a message is text', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.person(topic, 'Grace');
    for (const body of [SCRIPT, `${IMAGE} and more`, 'see javascript:window.ran=1 there', 'https://a.example/"onmouseover="window.ran=1']) {
      await say(ada, body); // who may link, having come first
      await line(grace, body).waitFor();
    }
    expect(await grace.locator('hubbub-log a').count()).toBe(1);
    await grace.locator('hubbub-log a').hover();
    await expectHarmless(grace);
  });

  test('in title, keyword and what is written about a mute is text', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.person(topic, 'Grace');
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.getByLabel('Title').fill(`${IMAGE} title`);
    await ada.getByRole('button', { name: 'Set title' }).click();
    await sheet(ada).waitFor({ state: 'detached' });
    await grace.locator('h1').getByText('onerror').waitFor();
    await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).click();
    await cardForm(ada, 'Mute').locator('[name=text]').fill(`${SCRIPT} why`);
    await sheet(ada).getByRole('button', { name: 'Mute', exact: true }).click();
    await line(grace, `${SCRIPT} why`).waitFor();
    await sheet(ada).waitFor({ state: 'detached' });
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.locator('[name=keyword]').fill('<img src=x onerror=ran=1>');
    await sheet(ada).getByRole('button', { name: 'Pin', exact: true }).click();
    // A server may refuse such a keyword; then it shows the refusal.
    await ada.locator('hubbub-board button, hubbub-topic-sheet .wrong').first().waitFor();
    await expectHarmless(ada);
    await expectHarmless(grace);
  });

  test('in a nick and in the address is text', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const other = await stage.window();
    await other.goto(`${stage.url}/#${encodeURIComponent(IMAGE)}`);
    expect(await other.getByRole('textbox', { name: 'Room' }).inputValue()).toBe(IMAGE);
    await other.goto('about:blank');
    await other.goto(`${stage.url}/#${topic}`);
    await other.getByRole('textbox', { name: 'Nickname' }).fill('<img src=x onerror=ran=1>');
    await other.getByRole('button', { name: 'Enter' }).click();
    // Admitted or refused, the name is shown.
    await other.locator('.dot.joined, .outside .why').first().waitFor();
    if ((await other.locator('.dot.joined').count()) > 0) await ada.locator('hubbub-people').getByText('onerror').waitFor();
    await expectHarmless(other);
    await expectHarmless(ada);
  });

  test.skipIf(process.env['HUBBUB_URL'])('in everything that a server could send is text', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const fake = stage.fake!.topic(topic);
    fake.say(IMAGE, `${IMAGE} nick`, 'body');
    fake.tell('member_kicked', { member: IMAGE, by: IMAGE, text: `${IMAGE} why` });
    fake.tell('rank_changed', { member: IMAGE, by: IMAGE, rank: IMAGE });
    fake.board([{ keyword: `${IMAGE} word`, expires_at: Date.now() + 60_000 }]);
    await line(ada, `${IMAGE} why`).waitFor();
    await ada.locator('hubbub-board').getByText('word').waitFor();
    const [member] = [...fake.members];
    member!.connection.close(member!, { reason: 'kicked', member: IMAGE, by: IMAGE, text: IMAGE });
    await ada.locator('.outside').getByText(plain(IMAGE)).waitFor();
    await expectHarmless(ada);
  });
});

test('a link opens elsewhere, and tells nobody where from', async () => {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  await say(ada, 'see https://example.org/a?b=c.');
  const link = ada.locator('hubbub-log a');
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('https://example.org/a?b=c');
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  expect(await link.getAttribute('target')).toBe('_blank');
});
