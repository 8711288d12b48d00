import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mine, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

describe.skipIf(process.env['HUBBUB_URL'])('a nick that somebody present has', () => {
  test('is refused with one that is free, and with that one gets in', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    const other = await stage.knock(topic, 'ada');
    await other.getByText('Somebody here already has that nickname.').waitFor();
    expect(await other.getByLabel('Another nickname').inputValue()).toBe('ada2');
    expect(await other.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await other.locator('.outside').getByRole('button', { name: 'Enter' }).click();
    await mine(other).getByText('ada2').waitFor();
  });

  test('can be changed for any other, which the door remembers', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    const other = await stage.knock(topic, 'Ada');
    await other.getByLabel('Another nickname').fill('Lovelace');
    await other.keyboard.press('Enter');
    await mine(other).getByText('Lovelace').waitFor();
    await other.getByRole('button', { name: 'Leave' }).click();
    expect(await other.getByRole('textbox', { name: 'Nickname' }).inputValue()).toBe('Lovelace');
  });

  test('is offered another one by the element on any page', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    const page = await stage.window();
    await page.route('http://site.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>A site</title><script type="module" src="${stage.url}/assets/hubbub-room.js"></script>
          <hubbub-room topic="${topic}" nick="Ada"></hubbub-room>`,
      }),
    );
    await page.goto('http://site.example/');
    await page.locator('.outside').getByRole('button', { name: 'Enter' }).click();
    await mine(page).getByText('Ada2').waitFor();
  });
});

test.skipIf(process.env['HUBBUB_URL'])('a nick that cannot be one is corrected where it is refused', async () => {
  const other = await stage.knock(someTopic(), 'A\u0007da');
  await other.getByText("That nickname can't be used.").waitFor();
  await other.getByLabel('Another nickname').fill('Ada');
  await other.keyboard.press('Enter');
  await mine(other).getByText('Ada').waitFor();
});

describe.skipIf(process.env['HUBBUB_URL'])('a nick that somebody lost still has', () => {
  test('is waited for, and that is said; then one is in without doing anything', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    fake.lost.set('Ada', Date.now() + 4000);
    const ada = await stage.knock(topic, 'Ada');
    await ada.locator('.outside .why').getByText('Somebody may still be using that nickname.').waitFor();
    await ada.locator('.outside .next').getByText(/Next try in [1-4]\ss/).waitFor();
    await mine(ada).getByText('Ada').waitFor();
  });

  test('is not asked for before the time that was told', async () => {
    const topic = someTopic();
    stage.fake!.topic(topic).lost.set('Ada', Date.now() + 4500);
    const page = await stage.window();
    const joins: string[] = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => String(payload).includes('phx_join') && joins.push(String(payload))));
    await stage.enter(page, topic, 'Ada');
    expect(joins).toHaveLength(2);
  });

  test('need not be waited for: another one gets in at once', async () => {
    const topic = someTopic();
    stage.fake!.topic(topic).lost.set('Ada', Date.now() + 60_000);
    const ada = await stage.knock(topic, 'Ada');
    expect(await ada.getByLabel('Another nickname').inputValue()).toBe('Ada2');
    await ada.getByLabel('Another nickname').press('Enter');
    await mine(ada).getByText('Ada2').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('one of whose network somebody was sent away', () => {
  test('reads that it is not about them, and for how long', async () => {
    const topic = someTopic();
    await stage.person(topic, 'Ada');
    stage.fake!.topic(topic).barredAddress = Date.now() + 60_000;
    const other = await stage.knock(topic, 'Grace');
    await other.locator('.outside .why').getByText(/Someone on your network.*Try again in \d+\ss/).waitFor();
  });
});

test.each(['lobby', 'Grüße', 'a-b_c.1'])('%s at the door is a room of that name', async (name) => {
  const unique = `${name}${Date.now().toString(36)}`;
  const page = await stage.window();
  await page.goto(stage.url);
  await page.getByRole('textbox', { name: 'Nickname' }).fill('Ada');
  await page.getByRole('textbox', { name: 'Room' }).fill(unique);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.locator('hubbub-head .topic').getByText(`room:${unique}`, { exact: true }).waitFor();
  await page.locator('.dot.joined').waitFor();
  const guest = await stage.window();
  await guest.goto(`${stage.url}/#${unique}`);
  expect(await guest.getByRole('textbox', { name: 'Room' }).inputValue()).toBe(`room:${unique}`);
});

test('what is no name of a room is refused at the door, as it was typed', async () => {
  const page = await stage.window();
  await page.goto(stage.url);
  await page.getByRole('textbox', { name: 'Room' }).fill('two words');
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('The name of a room is').waitFor();
  expect(await page.getByRole('textbox', { name: 'Room' }).inputValue()).toBe('two words');
});
