import { describe, expect, test } from 'vitest';
import { living } from '../../src/state/keywords.js';
import { NOW } from './room.js';

const soup = (left: number) => ({ keyword: 'soup', expires_at: NOW + left });

describe('the life of a keyword', () => {
  test('is what was left of it when its end was first seen', () => {
    const first = living([], [soup(60_000)], NOW);
    expect(first).toMatchObject([{ keyword: 'soup', life_ms: 60_000 }]);
    expect(living(first, [soup(60_000)], NOW + 45_000)).toMatchObject([{ life_ms: 60_000 }]);
  });

  test('is the longest seen of all that nobody pinned', () => {
    const board = [soup(200_000), { keyword: 'tea', expires_at: NOW + 600_000 }, { keyword: 'pin', expires_at: NOW + 9_000_000, pinned: true }];
    const all = living([], board, NOW);
    expect(all.map((each) => each.life_ms)).toEqual([600_000, 600_000, 9_000_000]);
    expect(living(all, [soup(200_000)], NOW + 100_000)).toMatchObject([{ life_ms: 600_000 }]);
  });

  test('of one pinned for a while is its own, and begins anew when it is pinned anew', () => {
    const pinned = (left: number) => [{ keyword: 'pin', expires_at: NOW + left, pinned: true }];
    const first = living([], pinned(5000), NOW);
    expect(living(first, pinned(90_000), NOW + 1000)).toMatchObject([{ life_ms: 89_000 }]);
  });

  test('of one pinned for good has no end', () => {
    expect(living([], [{ keyword: 'pin', pinned: true }], NOW)).toMatchObject([{ life_ms: Infinity }]);
  });
});
