import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, plain, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };

/// By how many pixels anything is wider than the window: the page, or any part that scrolls sideways.
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
    const right = (each: Element): number => {
      const box = each.getBoundingClientRect();
      return box.width <= 1 ? 0 : box.right;
    };
    return Math.max(document.documentElement.scrollWidth, ...all(document).map(right)) - innerWidth;
  });

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung';
const URL_71 = `https://example.org/${'path-without-any-break/'.repeat(3)}`.slice(0, 71);

describe('on a phone', () => {
  test('a long address makes nothing wider while it is written, sent and removed', async () => {
    const ada = await stage.person(someTopic(), 'Ada', PHONE);
    for (const text of [URL_71, `${URL_71}${'x'.repeat(900)}`, 'w'.repeat(300)]) {
      await ada.locator('textarea').fill(text);
      expect(await overflow(ada)).toBeLessThanOrEqual(0);
      await ada.keyboard.press('Enter');
      await line(ada, text).waitFor();
      expect(await overflow(ada)).toBeLessThanOrEqual(0);
    }
  });

  test.skipIf(process.env['HUBBUB_URL'])('nor do long names, titles, keywords and reasons anywhere', async () => {
    const topic = `room:${'t'.repeat(200)}-${Date.now()}`;
    const nick = 'n'.repeat(32);
    const ada = await stage.person(topic, nick, PHONE);
    const fake = stage.fake!.topic(topic);
    const word = LONG.repeat(3).slice(0, 200);
    fake.standings.set('x', { nick: 'm'.repeat(32), rank: 'vip', badges: [word, word], mutedUntil: Infinity });
    fake.tell('title_changed', { title: word, by: 'x' });
    fake.tell('member_muted', { member: 'x', by: 'x', text: word });
    fake.tell('settings_changed', { topic: { registered: true, label: word, description: word, rules: word }, by: 'x' });
    fake.lasting.ban('x', 'x', { text: word });
    fake.lasting.log('ban', 'x', { member: 'x', text: word });
    fake.say('x', 'm'.repeat(32), word);
    fake.board([{ keyword: 'k'.repeat(40), expires_at: Date.now() + 60_000 }]);
    for (const [list, entry] of [[/Who may not/, '.rows li'], [/log/, '.acts li']] as const) {
      await ada.getByRole('button', { name: 'Moderate' }).click();
      await sheet(ada).getByRole('button', { name: list }).click();
      await ada.locator(entry).waitFor();
      expect(await overflow(ada)).toBeLessThanOrEqual(0);
      await ada.keyboard.press('Escape');
      await sheet(ada).waitFor({ state: 'detached' });
    }
    await ada.locator('hubbub-head summary').click();
    fake.refusing = { reason: word };
    await say(ada, word);
    await ada.locator('hubbub-composer .refused').waitFor();
    await ada.keyboard.type('more');
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.getByRole('dialog').waitFor();
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await ada.keyboard.press('Escape');
    await ada.locator('.tool.drawer').click();
    await ada.locator('hubbub-board button').waitFor();
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await ada.locator('hubbub-board button').click();
    await ada.getByRole('dialog').waitFor();
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await ada.keyboard.press('Escape');
    await ada.locator('.tool.drawer').click();
    const [member] = [...fake.members];
    member!.connection.close(member!, { reason: 'kicked', by: 'x', text: word });
    await ada.locator('.outside').waitFor();
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
  });

  test('all of a long title can be read', async () => {
    const ada = await stage.person(someTopic(), 'Ada', PHONE);
    const title = 'All that there is to say about lunch on Fridays: who books, who pays, where, when, and what to do if it rains again';
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.getByLabel('Title').fill(title);
    await ada.keyboard.press('Enter');
    await sheet(ada).waitFor({ state: 'detached' });
    const heading = ada.getByRole('heading', { name: title });
    const isCut = (): Promise<boolean> => heading.locator('.title').evaluate((each) => each.scrollHeight > each.clientHeight + 1);
    await heading.getByRole('button').waitFor();
    expect(await isCut()).toBe(true);
    await heading.getByRole('button').tap();
    await heading.getByRole('button', { expanded: true }).waitFor();
    expect(await isCut()).toBe(false);
    await heading.getByRole('button').tap();
    await heading.getByRole('button', { expanded: false }).waitFor();
  });

  test('a short title is no button', async () => {
    const ada = await stage.person(`room:s${Date.now() % 100_000}`, 'Ada', PHONE);
    expect(await ada.getByRole('heading').first().getByRole('button').count()).toBe(0);
  });
});

// A real server would have to list the site among its origins.
describe.skipIf(process.env['HUBBUB_URL'])('the element on a page', () => {
  async function embedded(body: (room: string) => string): Promise<Page> {
    const page = await stage.window();
    await page.route('http://site.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>A site</title><script type="module" src="${stage.url}/assets/hubbub-room.js"></script>
          ${body(`<hubbub-room topic="${someTopic()}" nick="Ada"></hubbub-room>`)}`,
      }),
    );
    await page.goto('http://site.example/');
    await page.locator('.dot.joined').waitFor();
    return page;
  }

  /// The element's height, and the unfilled part at its bottom.
  const heights = (page: Page): Promise<{ height: number; gap: number; writes: boolean }> =>
    page.locator('hubbub-room').evaluate((room) => {
      const box = room.getBoundingClientRect();
      const composer = room.shadowRoot!.querySelector('hubbub-composer')!.getBoundingClientRect();
      return { height: box.height, gap: Math.round(box.bottom - composer.bottom), writes: composer.height > 30 };
    });

  test.each([
    ['nothing around it has a height', (room: string) => room],
    ['it is in a box that is as high as its content', (room: string) => `<section><div>${room}</div></section>`],
    ['it is an item of a row', (room: string) => `<div style="display: flex"><p>Beside</p>${room}</div>`],
  ])('has a height of its own where %s', async (_where, body) => {
    const page = await embedded(body);
    const { height, ...rest } = await heights(page);
    expect(height).toBeGreaterThanOrEqual(480);
    expect(height).toBeLessThanOrEqual(640);
    expect(rest).toEqual({ gap: 0, writes: true });
    expect(await page.locator('hubbub-room').evaluate((room) => room.getBoundingClientRect().width)).toBeGreaterThan(500);
  });

  test('does not grow with what is said', async () => {
    const page = await embedded((room) => room);
    const before = await heights(page);
    for (let n = 0; n < 30; n++) await say(page, `line ${n} of what is said`);
    await line(page, 'line 29 of').waitFor();
    expect(await heights(page)).toEqual(before);
  });

  test.each([380, 900])('is %d px high where it is told', async (height) => {
    const page = await embedded((room) => `<style>hubbub-room { height: ${height}px }</style>${room}`);
    expect(await heights(page)).toEqual({ height, gap: 0, writes: true });
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('text that would turn what is around it', () => {
  const RLO = '\u202e';

  test('turns nothing but itself', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const fake = stage.fake!.topic(topic);
    const place = (selector: string): Promise<number[]> =>
      ada.locator(selector).first().evaluate((each) => {
        const { x, width } = each.getBoundingClientRect();
        return [Math.round(x), Math.round(width)];
      });
    fake.say('x', 'Grace', 'said plainly');
    await line(ada, 'said plainly').waitFor();
    const [name, time] = [await place('hubbub-log header .name'), await place('hubbub-log header time')];
    fake.say('y', `${RLO}ecarG`, `${RLO}turned\nand a new line`);
    fake.tell('nick_changed', { member: 'x', nick: `Ann\u2069${RLO}` });
    await line(ada, plain('Grace is now called Ann')).waitFor();
    expect(await line(ada, plain('Grace is now called Ann')).textContent()).not.toContain(RLO);
    const [otherName, otherTime] = await ada.locator('hubbub-log header').nth(1).evaluate((header) =>
      ['.name', 'time'].map((each) => Math.round(header.querySelector(each)!.getBoundingClientRect().x)),
    );
    expect(otherName).toBe(name[0]);
    expect(Math.abs(otherTime! - time[0]!)).toBeLessThan(40);
  });

  test('does not turn an address into another one', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    stage.fake!.topic(topic).say('x', 'X', `look ${RLO}https://example.org/abc`);
    const link = ada.locator('hubbub-log a');
    await link.waitFor();
    const reads = await link.evaluate((each) => {
      const range = document.createRange();
      const text = each.firstChild!.nextSibling ?? each.firstChild!;
      const at = (n: number): number => {
        range.setStart(text, n);
        range.setEnd(text, n + 1);
        return range.getBoundingClientRect().x;
      };
      return at(0) < at(8) && at(8) < at(20);
    });
    expect(reads).toBe(true);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('the ring of a keyword', () => {
  const shares = (page: Page): Promise<number[]> =>
    page.locator('hubbub-board .rest').evaluateAll((rings) => rings.map((ring) => parseFloat(ring.getAttribute('stroke-dasharray')!)));

  test('is a share of its own life, however long keywords live here', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const fake = stage.fake!.topic(topic);
    const hour = 3_600_000;
    fake.board([{ keyword: 'fresh', expires_at: Date.now() + hour }, { keyword: 'half', expires_at: Date.now() + hour / 2 }]);
    await ada.locator('hubbub-board').getByText('half').waitFor();
    const [fresh, half] = await shares(ada);
    expect(fresh).toBeGreaterThan(98);
    expect(half).toBeGreaterThan(48);
    expect(half).toBeLessThan(52);
  });
});
