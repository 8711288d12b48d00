import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
/// A failed rendering is reported as an error, and nothing else goes wrong.
afterEach(async () => expect((await stage.clear()).filter((fault) => !/Invalid time value|in a render/.test(fault))).toEqual([]));
afterAll(() => stage.close());

const SORRY = 'Something went wrong, so this cannot be shown.';

/// Makes an element's next rendering throw.
const breakAt = (page: Page, selector: string): Promise<void> =>
  page.locator(selector).first().evaluate((element) => {
    const part = element as unknown as Element & { requestUpdate(): void };
    Object.defineProperty(part, 'render', {
      value: () => {
        throw new Error('a fault in a render');
      },
    });
    part.requestUpdate();
  });

describe.skipIf(process.env['HUBBUB_URL'])('what cannot be drawn', () => {
  test('because of what came says so, with a way out, and the rest goes on', async () => {
    const topic = someTopic();
    const [ada, grace] = [await stage.person(topic, 'Ada'), await stage.person(topic, 'Grace')];
    const fake = stage.fake!.topic(topic);
    fake.say('x', 'X', 'said before');
    // Later than any date that can be formatted.
    for (const { connection, joinRef } of fake.members) {
      connection.send(joinRef, null, topic, 'message', { id: 'n', seq: fake.seq + 1, at: 9e15, from: { id: 'x', nick: 'X', rank: 'guest' }, body: 'later still' });
    }
    await ada.locator('hubbub-log').getByText(SORRY).waitFor();
    await ada.locator('hubbub-people').getByText('Grace').waitFor();
    await grace.locator('hubbub-log').getByText(SORRY).waitFor();
    await grace.getByRole('button', { name: 'Reload' }).click();
    await line(grace, 'said before').waitFor();
    await say(grace, 'here again');
    await line(grace, 'here again').waitFor();
  });

  test.each(['hubbub-head', 'hubbub-banner', 'hubbub-log', 'hubbub-composer', 'hubbub-board', 'hubbub-people', 'hubbub-room', 'hubbub-page'])(
    'of %s is told in its place, and read out',
    async (selector) => {
      const ada = await stage.person(someTopic(), 'Ada');
      await breakAt(ada, selector);
      const place = ada.locator(selector).getByRole('alert').filter({ hasText: SORRY });
      await place.waitFor();
      await ada.getByRole('button', { name: 'Reload' }).click();
      await ada.locator('.dot.joined').waitFor();
      expect(await ada.getByText(SORRY).count()).toBe(0);
    },
  );

  test('of a sheet is told where one sees it', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    await ada.getByTitle('Change nickname').click();
    await ada.getByRole('dialog').waitFor();
    await breakAt(ada, 'hubbub-person-sheet');
    await ada.getByText(SORRY).waitFor();
    expect(await ada.getByText(SORRY).evaluate((text) => document.elementsFromPoint(
      text.getBoundingClientRect().x + 5, text.getBoundingClientRect().y + 5).length > 0)).toBe(true);
    expect((await ada.getByRole('button', { name: 'Reload' }).boundingBox())!.y).toBeLessThan(760);
  });
});
