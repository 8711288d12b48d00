import { describe, expect, test } from 'vitest';
import { Token } from '../../src/token.js';

describe('a token', () => {
  test('is missing only where the site can be asked for one', () => {
    expect(new Token().isMissing).toBe(false);
    expect(new Token('t1').isMissing).toBe(false);
    expect(new Token(undefined, async () => 't1').isMissing).toBe(true);
  });

  test('is replaced by the one that the site gives', async () => {
    const token = new Token('t1', async () => 't2');
    expect(await token.renew()).toBe(true);
    expect(token.current).toBe('t2');
  });

  test('stays as it is if the site gives none, or fails', async () => {
    const none = new Token('t1', async () => '');
    expect(await none.renew()).toBe(false);
    expect(none.current).toBe('t1');
    const failing = new Token('t1', () => Promise.reject(new Error('no network')));
    expect(await failing.renew()).toBe(false);
    expect(failing.current).toBe('t1');
  });

  test('that has just replaced an ended one is replaced once more, in the next second, and then no more', async () => {
    const waits: number[] = [];
    let next = 2;
    const token = new Token('t1', async () => `t${next++}`, async (millis) => void waits.push(millis));
    await token.renew();
    expect(token.canReplace(0)).toBe(true);
    expect(await token.replace(0)).toBe(true);
    expect(waits).toEqual([]);
    expect(token.canReplace(100)).toBe(true);
    expect(await token.replace(100)).toBe(true);
    expect(waits).toEqual([1_500]);
    expect(token.current).toBe('t4');
    expect(token.canReplace(1_700)).toBe(false);
    expect(token.canReplace(10_101)).toBe(true);
    expect(new Token('t1').canReplace(0)).toBe(false);
  });

  test('that was good for a while is replaced at once again', async () => {
    const waits: number[] = [];
    const token = new Token('t1', async () => 't2', async (millis) => void waits.push(millis));
    await token.replace(0);
    await token.replace(100);
    await token.replace(20_000);
    expect(waits).toEqual([1_500]);
  });
});
