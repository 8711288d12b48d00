import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

describe('two windows', () => {
  test('chat in one room, each seeing both in one order', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.person(topic, 'Grace');
    await say(ada, 'Good morning');
    await line(grace, 'Good morning').waitFor();
    await say(grace, 'And to you');
    await line(ada, 'And to you').waitFor();
    for (const page of [ada, grace]) {
      expect(await page.locator('hubbub-log .body').allTextContents()).toEqual(['Good morning', 'And to you']);
    }
  });

  test('see who is here, who comes and who goes', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.person(topic, 'Grace');
    await ada.locator('hubbub-people').getByText('Grace').waitFor();
    await grace.locator('hubbub-people').getByText('Ada').waitFor();
    await grace.getByRole('button', { name: 'Leave' }).click();
    await ada.locator('hubbub-people').getByText('Grace').waitFor({ state: 'detached' });
  });

  test('come to the same room by its address', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.window();
    await grace.goto(ada.url());
    expect(await grace.getByRole('textbox', { name: 'Room' }).inputValue()).toBe(topic);
    await grace.goto('about:blank');
    await grace.goto(`${stage.url}/?topic=${encodeURIComponent(topic)}`);
    expect(await grace.getByRole('textbox', { name: 'Room' }).inputValue()).toBe(topic);
  });
});

describe('a newcomer', () => {
  test('reads what was said before', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    await say(ada, 'said before');
    await line(ada, 'said before').waitFor();
    const grace = await stage.person(topic, 'Grace');
    await line(grace, 'said before').waitFor();
  });

  test('without a nick is given one', async () => {
    const page = await stage.person(someTopic(), '');
    await page.locator('hubbub-people .nick').waitFor();
    expect(await page.locator('hubbub-people .nick').textContent()).not.toBe('');
  });

  test('who reloads is the same guest again', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    await stage.person(topic, 'Grace');
    await say(ada, 'mine');
    await line(ada, 'mine').waitFor();
    await ada.reload();
    await ada.locator('.dot.joined').waitFor();
    await line(ada, 'mine').hover();
    await ada.locator('hubbub-people li').filter({ hasText: '(you)' }).getByText('Ada').waitFor();
    await ada.locator('hubbub-people li').nth(1).waitFor();
    expect(await ada.locator('hubbub-people li').count()).toBe(2);
  });
});

test('a topic that the server does not have is said, and not asked for again', async () => {
  const page = await stage.window();
  await page.goto(`${stage.url}/#nokind:${Date.now()}`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('There is no such room.').waitFor();
  await page.locator('.dot.closed').waitFor();
});

describe('a nick', () => {
  test('is changed by its owner and told to all', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const grace = await stage.person(topic, 'Grace');
    await ada.locator('hubbub-people').getByText('Grace').waitFor();
    await grace.getByTitle('Change nickname').click();
    await grace.getByLabel('New nickname').fill('Hopper');
    await grace.getByRole('button', { name: 'Change nickname' }).click();
    await line(ada, 'Grace is now called Hopper.').waitFor();
    await ada.locator('hubbub-people').getByText('Hopper').waitFor();
  });

  test('that somebody has is refused at the door, in words', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    const other = await stage.window();
    await other.goto(`${stage.url}/#${topic}`);
    await other.getByRole('textbox', { name: 'Nickname' }).fill('ada');
    await other.getByRole('button', { name: 'Enter' }).click();
    // a server that first asks who has it for a sign of life does not know yet
    await other.getByText(/Somebody (here already has that nickname|may still be using that nickname)\./).waitFor();
    await other.getByRole('button', { name: 'Choose another room' }).click();
    await other.getByRole('button', { name: 'Enter' }).waitFor();
  });
});
