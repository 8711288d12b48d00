import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { line, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const KEPT = 500;
const PER_SECOND = 40;

const lines = (page: Page): Promise<number> => page.locator('hubbub-log [data-key]').count();

/// Five people talk for `seconds`, `pace` times faster than in real life.
async function crowd(topic: string, seconds: number, pace: number): Promise<string> {
  const fake = stage.fake!.topic(topic);
  const count = seconds * PER_SECOND;
  for (let n = 1; n <= count; n++) {
    fake.say(`c${n % 5}`, `Crowd ${n % 5}`, `line ${n} of the crowd`);
    if (n % pace === 0) await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
  }
  return `line ${count} of the crowd`;
}

/// How often the log was rendered while `during` ran, and how many frames there were.
async function drawn(page: Page, during: () => Promise<unknown>): Promise<{ drawn: number; frames: number }> {
  await page.evaluate(() => {
    const counts = { drawn: 0, frames: 0 };
    Object.assign(window, { counts });
    const log = document.querySelector('hubbub-page')!.shadowRoot!.querySelector('hubbub-room')!.shadowRoot!.querySelector('hubbub-log')!;
    const update = (log as unknown as { updated: (changed: unknown) => void }).updated.bind(log);
    Object.assign(log, { updated: (changed: unknown) => ((counts.drawn += 1), update(changed)) });
    const frame = (): void => void ((counts.frames += 1), requestAnimationFrame(frame));
    requestAnimationFrame(frame);
  });
  await during();
  return page.evaluate(() => (window as unknown as { counts: { drawn: number; frames: number } }).counts);
}

describe.skipIf(process.env['HUBBUB_URL'])('a crowd of forty messages a second', () => {
  test('leaves the page bounded, drawn at most once a frame, and at the last message', async () => {
    const topic = someTopic();
    const page = await stage.person(topic, 'Ada');
    let last = '';
    const counts = await drawn(page, async () => {
      last = await crowd(topic, 180, 20);
      await line(page, last).waitFor();
    });
    expect(await lines(page)).toBe(KEPT);
    expect(counts.drawn).toBeLessThanOrEqual(counts.frames + 1);
    expect(await line(page, last).evaluate(isInView)).toBe(true);
  });

  test('does not move what somebody reads, counts what is new, and brings them down', async () => {
    const topic = someTopic();
    const page = await stage.person(topic, 'Ada');
    await line(page, await crowd(topic, 5, 20)).waitFor();
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -2000);
    await page.locator('.way-down').waitFor();
    await page.waitForTimeout(300);
    const place = await firstInView(page);
    const last = await crowd(topic, 20, 20);
    await page.getByRole('button', { name: '800 new messages' }).waitFor();
    expect(await firstInView(page)).toEqual(place);
    expect(await lines(page)).toBeLessThanOrEqual(KEPT);
    await page.getByRole('button', { name: '800 new messages' }).click();
    await line(page, last).waitFor();
    expect(await line(page, last).evaluate(isInView)).toBe(true);
    expect(await page.locator('.way-down').count()).toBe(0);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('older messages', () => {
  test('come on top, and what was read stays where it is', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    for (let n = 1; n <= 180; n++) fake.say('c', 'Crowd', `line ${n} of old`);
    const page = await stage.person(topic, 'Ada');
    expect(await lines(page)).toBe(100);
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0));
    await page.locator('.way-down').waitFor();
    await page.getByRole('button', { name: 'Show older messages' }).click();
    await line(page, 'line 31 of old').waitFor();
    expect(await lines(page)).toBe(150);
    expect(await line(page, 'line 81 of old').evaluate(isInView)).toBe(true);
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0));
    await page.getByRole('button', { name: 'Show older messages' }).click();
    await page.getByText('This is the beginning.').waitFor();
    expect(await line(page, 'line 1 of old').count()).toBe(1);
  });
});

function isInView(line: Element): boolean {
  const log = line.closest('.scroll')!.getBoundingClientRect();
  const here = line.getBoundingClientRect();
  return here.top >= log.top - 1 && here.bottom <= log.bottom + 1;
}

/// The first line in view, and its distance from the top.
function firstInView(page: Page): Promise<[string, number]> {
  return page.getByRole('log').evaluate((log) => {
    const top = log.getBoundingClientRect().top;
    const line = [...log.querySelectorAll('[data-key]')].find((each) => each.getBoundingClientRect().top >= top)!;
    return [line.textContent!.trim(), Math.round(line.getBoundingClientRect().top - top)];
  });
}
