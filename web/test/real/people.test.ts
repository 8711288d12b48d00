import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { card, cardForm, line, mine, sheet, someTopic, Stage } from '../browser/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

describe('a nick', () => {
  test('of somebody present is refused with another one, and with that one is in', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    const other = await stage.knock(topic, 'Ada');
    const field = other.getByLabel('Another nickname');
    const suggestion = await field.inputValue();
    expect(suggestion).toMatch(/^Ada.+/);
    await field.press('Enter');
    await mine(other).getByText(suggestion).waitFor();
  });

  test('of a connection that was lost is waited for, and then one is in', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Grace');
    const ada = await stage.person(topic, 'Ada');
    await ada.context().close();
    const again = await stage.knock(topic, 'Ada');
    await again.locator('.outside .next').getByText(/Next try in \d+\ss/).waitFor();
    await mine(again).getByText('Ada').waitFor({ timeout: 30_000 });
  });
});

test('who is muted, a moderator sees after reloading, and can let them speak again', async () => {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.person(topic, 'Grace');
  await card(ada, 'Grace');
  await cardForm(ada, 'Mute').locator('[name=text]').fill('too loud');
  await sheet(ada).getByRole('button', { name: 'Mute', exact: true }).click();
  await line(grace, /muted .*too loud/).waitFor();
  await ada.reload();
  await ada.locator('hubbub-people li').filter({ hasText: 'Grace' }).getByLabel('muted').waitFor();
  await card(ada, 'Grace');
  await sheet(ada).getByRole('button', { name: 'Unmute' }).click();
  await line(grace, 'Ada unmuted Grace.').waitFor();
  await grace.locator('hubbub-composer .wait').waitFor({ state: 'detached' });
});
