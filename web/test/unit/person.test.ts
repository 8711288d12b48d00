import { describe, expect, test } from 'vitest';
import { personOf } from '../../src/state/room.js';
import { after, joined, message, says } from './room.js';

const grace = { id: 'other', nick: 'Grace', rank: 'member', online_at: 5 } as const;

describe('a person is known by their id', () => {
  test('as presence lists them, if they are here', () => {
    const room = after(joined(), says(11), { type: 'present', members: [grace] });
    expect(personOf(room, 'other')).toEqual(grace);
  });

  test('when it is me, even before presence has told of me', () => {
    expect(personOf(joined(), 'me')).toEqual({ id: 'me', nick: 'Ada', rank: 'moderator', online_at: 0 });
  });

  test('with the badges that a site gives me', () => {
    const room = joined({ me: { id: 'me', nick: 'Ada', rank: 'guest', badges: ['staff'] } });
    expect(personOf(room, 'me')?.badges).toEqual(['staff']);
  });

  test('by what they said, if they are gone', () => {
    const room = joined({ history: [message(9)] });
    expect(personOf(room, 'other')).toEqual({ id: 'other', nick: 'Grace', rank: 'guest', online_at: 0 });
  });

  test('and nobody is who was never here', () => {
    expect(personOf(joined(), 'nobody')).toBeUndefined();
  });
});
