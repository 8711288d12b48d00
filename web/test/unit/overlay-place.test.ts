import { describe, expect, test } from 'vitest';
import { hasEnded, placeIn } from '../../src/overlay-place.js';

describe('the fragment of an overlay', () => {
  test('names a room', () => {
    expect(placeIn('#room:lobby')).toEqual({ topic: 'room:lobby', token: null });
  });

  test('may have a read token behind it', () => {
    expect(placeIn('#room:lobby&token=a.b-c_d')).toEqual({ topic: 'room:lobby', token: 'a.b-c_d' });
  });

  test('may be percent-encoded, and is no room if it is so badly', () => {
    expect(placeIn('#room:caf%C3%A9').topic).toBe('room:café');
    expect(placeIn('#room:%E0%A4').topic).toBe('');
    expect(placeIn('').topic).toBe('');
  });
});

describe('a read token', () => {
  const until = (seconds: number): string => `x.${btoa(JSON.stringify({ exp: seconds }))}.x`;

  test('has ended when its time is up', () => {
    expect(hasEnded(until(100), 99_999)).toBe(false);
    expect(hasEnded(until(100), 100_000)).toBe(true);
  });

  test('has ended if it is none', () => {
    for (const text of ['', 'x', 'x.?.x', `x.${btoa('{}')}.x`]) expect(hasEnded(text, 0)).toBe(true);
  });
});
