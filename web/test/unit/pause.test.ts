import { describe, expect, test } from 'vitest';
import { pause } from '../../src/pause.js';

const range = (tries: number, restarts = false): [number, number] => [pause(tries, restarts, () => 0), pause(tries, restarts, () => 1)];

describe('the pause before connecting again', () => {
  test('is short and random at first, since others may have been cut off too', () => expect(range(1)).toEqual([0, 1000]));

  test('is spread over five seconds when the server restarts', () => expect(range(1, true)).toEqual([0, 5000]));

  test.each([
    [2, [500, 1000]],
    [3, [1000, 2000]],
    [4, [2500, 5000]],
    [40, [2500, 5000]],
  ])('grows until try %i', (tries, expected) => {
    expect(range(tries)).toEqual(expected);
    expect(range(tries, true)).toEqual(expected);
  });
});
