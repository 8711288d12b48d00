import { describe, expect, test } from 'vitest';
import { emptyRoom, KEPT } from '../../src/state/room.js';
import { reduce } from '../../src/state/reduce.js';
import { after, bodies, joined, joinReply, message, notices, NOW, says, told } from './room.js';

describe('joining', () => {
  test('shows the history, oldest first, without a word about it', () => {
    const room = joined({ history: [message(8), message(9)] });
    expect(room.status.kind).toBe('joined');
    expect(bodies(room)).toEqual(['body 8', 'body 9']);
    expect(notices(room)).toEqual([]);
  });

  test.each(['nick_taken', 'full', 'a_word_of_tomorrow'])('refused as %s waits, and is for good once it is closed', (reason) => {
    const waiting = reduce(emptyRoom('room:a'), { type: 'join_refused', refusal: { reason }, now: NOW });
    expect(waiting.status.kind).toBe('waiting');
    const closed = reduce(waiting, { type: 'closed', refusal: { reason }, now: NOW });
    expect(closed.status).toEqual({ kind: 'closed', refusal: { reason }, at: NOW });
  });

  test('of a name that no room can have is refused for good, though nothing is closed', () => {
    const room = reduce(emptyRoom('room:a'), { type: 'join_refused', refusal: { reason: 'unmatched topic' }, now: NOW });
    expect(room.status.kind).toBe('closed');
  });

  test('keeps the refusal when a bare close follows it', () => {
    const room = after(
      emptyRoom('room:a'),
      { type: 'join_refused', refusal: { reason: 'kicked' }, now: NOW },
      { type: 'closed', refusal: { reason: 'closed' }, now: NOW + 9 },
    );
    expect(room.status).toEqual({ kind: 'closed', refusal: { reason: 'kicked' }, at: NOW });
  });

  test('that meets no server waits, and says so', () => {
    const room = after(emptyRoom('room:a'), { type: 'unreachable', now: NOW }, { type: 'dropped', restarts: false });
    expect(room.status).toEqual({ kind: 'waiting', refusal: { reason: 'unreachable' }, at: NOW });
  });

  test('that was done once is coming back, whoever cannot be reached', () => {
    const room = after(joined(), { type: 'dropped', restarts: false }, { type: 'unreachable', now: NOW });
    expect(room.status.kind).toBe('reconnecting');
  });
});

describe('coming back', () => {
  const before = after(joined(), says(11), { type: 'dropped', restarts: false });

  test('shows that the line is down', () => expect(before.status.kind).toBe('reconnecting'));

  test('shows that the server restarts, also when it is not back at the first try', () => {
    const room = after(joined(), { type: 'dropped', restarts: true }, { type: 'dropped', restarts: false });
    expect(room.status.kind).toBe('restarting');
    expect(reduce(room, { type: 'joined', reply: joinReply({ recovered: true, missed: [] }), now: NOW }).status.kind).toBe('joined');
  });

  test('that was never in the room goes on connecting when the server restarts', () => {
    expect(reduce(emptyRoom('room:a'), { type: 'dropped', restarts: true }).status.kind).toBe('connecting');
  });

  test('recovered adds exactly what was missed, and says how many messages', () => {
    const missed = [
      { seq: 12, event: 'message', payload: { ...message(12) } },
      { seq: 13, event: 'title_changed', payload: { seq: 13, at: NOW, title: 'New', by: 'other' } },
    ];
    const topic = { ...before.topic, title: 'New' };
    const room = reduce(before, {
      type: 'joined',
      reply: joinReply({ recovered: true, missed, seq: 13, topic }),
      now: NOW,
    });
    expect(bodies(room)).toEqual(['body 11', 'body 12']);
    expect(notices(room)).toEqual(['title', 'recovered']);
    expect(room.items.at(-1)).toMatchObject({ args: { messages: 1 } });
    expect(room.seq).toBe(13);
  });

  test('not recovered starts afresh and says so', () => {
    const reply = joinReply({ epoch: 'e2', seq: 3, history: [message(3, 'else')] });
    const room = reduce(before, { type: 'joined', reply, now: NOW });
    expect(bodies(room)).toEqual(['else']);
    expect(notices(room)).toEqual(['fresh']);
    expect([room.epoch, room.seq]).toEqual(['e2', 3]);
  });

  test('not recovered sends nothing again that stands in the history', () => {
    const mine = { from: { id: 'me', nick: 'Ada', rank: 'moderator' as const }, nonce: 'said' };
    const waiting = after(before, { type: 'queued', nonce: 'said', body: 'a' }, { type: 'queued', nonce: 'unsaid', body: 'b' });
    const reply = joinReply({ epoch: 'e2', seq: 12, history: [message(12, 'a', mine)] });
    const room = reduce(waiting, { type: 'joined', reply, now: NOW });
    expect(room.outbox).toEqual([{ nonce: 'unsaid', body: 'b' }]);
  });

  test('a new epoch changes what to ask for, and nothing that is shown', () => {
    const room = reduce(before, { type: 'epoch_changed', epoch: 'e2', seq: 11 });
    expect([room.epoch, room.seq]).toEqual(['e2', 11]);
    expect(room.items).toBe(before.items);
  });
});

describe('lagging behind', () => {
  test('puts what the server still has in the place of what it skipped', () => {
    const room = after(joined(), says(11), {
      type: 'lagged',
      lagged: { ...joinReply({ seq: 15, history: [message(12), message(15)] }), from_seq: 12, to_seq: 15 },
      now: NOW,
    });
    expect(bodies(room)).toEqual(['body 11', 'body 12', 'body 15']);
    expect(notices(room)).toEqual([]);
    expect(room.seq).toBe(15);
  });

  test('takes what it brings of mine out of what is on its way', () => {
    const mine = { from: { id: 'me', nick: 'Ada', rank: 'moderator' as const }, nonce: 'n1' };
    const room = after(joined(), { type: 'queued', nonce: 'n1', body: 'hi' }, {
      type: 'lagged',
      lagged: { ...joinReply({ seq: 15, history: [message(15, 'hi', mine)] }), from_seq: 11, to_seq: 15 },
      now: NOW,
    });
    expect(room.outbox).toEqual([]);
  });

  test('says how many events are gone for good', () => {
    const room = after(joined(), says(11), {
      type: 'lagged',
      lagged: { ...joinReply({ seq: 900, history: [message(850)] }), from_seq: 12, to_seq: 900 },
      now: NOW,
    });
    expect(room.items.find((item) => item.kind === 'notice')).toMatchObject({ word: 'lagged', args: { events: 838 } });
    expect(bodies(room)).toEqual(['body 11', 'body 850']);
  });
});

describe('a message', () => {
  test('heard twice is shown once', () => {
    expect(bodies(after(joined(), says(11), says(11)))).toEqual(['body 11']);
  });

  test('of my own takes my outgoing one away', () => {
    const mine = { from: { id: 'me', nick: 'Ada', rank: 'moderator' as const }, nonce: 'n1' };
    const room = after(joined(), { type: 'queued', nonce: 'n1', body: 'hi' }, says(11, 'hi', mine));
    expect(room.outbox).toEqual([]);
  });

  test('of somebody else with the same nonce does not', () => {
    const room = after(joined(), { type: 'queued', nonce: 'n1', body: 'hi' }, says(11, 'hi', { nonce: 'n1' }));
    expect(room.outbox).toHaveLength(1);
  });

  test('deleted leaves a tombstone without its text', () => {
    const room = after(joined(), says(11), told('message_deleted', 12, { id: 'id-11', by: 'me' }));
    expect(room.items[0]).toMatchObject({ deleted: true, body: '' });
  });

  test('is kept among at most so many', () => {
    let room = joined();
    for (let seq = 11; seq < 11 + KEPT * 3; seq++) room = reduce(room, says(seq));
    expect(room.items).toHaveLength(KEPT);
    expect(bodies(room).at(-1)).toBe(`body ${10 + KEPT * 3}`);
  });
});

test('what was not sent is kept when the room is closed', () => {
  const out = { nonce: 'n1', body: 'not yet said' };
  const room = after(joined(), { type: 'queued', ...out }, { type: 'closed', refusal: { reason: 'kicked' }, now: NOW });
  expect(room.outbox).toEqual([out]);
});

describe('clearing', () => {
  const room = after(joined(), says(11), says(12, 'mine', { from: { id: 'me', nick: 'Ada', rank: 'guest' } }));

  test('takes all messages', () => {
    expect(bodies(reduce(room, told('history_cleared', 13, { by: 'me' })))).toEqual([]);
  });

  test('of one member takes only theirs', () => {
    expect(bodies(reduce(room, told('history_cleared', 13, { by: 'me', member: 'other' })))).toEqual(['mine']);
  });
});

describe('reading back', () => {
  const reading = after(joined(), says(11), { type: 'reads' });

  test('counts what is new', () => {
    const room = after(reading, says(12), says(13), told('title_changed', 14, { title: 't', by: 'me' }));
    expect(room.unseen).toBe(2);
  });

  test('never shows more than is kept, and holds the rest back until one comes down', () => {
    let room = reading;
    for (let seq = 12; seq < 12 + KEPT * 2; seq++) room = reduce(room, says(seq));
    expect(bodies(room)).toHaveLength(KEPT);
    expect(bodies(room)[0]).toBe('body 11');
    const down = reduce(room, { type: 'follows' });
    expect(bodies(down).at(-1)).toBe(`body ${11 + KEPT * 2}`);
    expect(down.unseen).toBe(0);
  });

  test('says that it begins where it does, and else that older ones are not kept', () => {
    const older = (seq: number): string =>
      after(joined({ history: [message(seq + 1)] }), { type: 'older_asked' }, { type: 'older_came', messages: [message(seq)] }).older;
    expect([older(1), older(2), older(499)]).toEqual(['begins', 'gone', 'gone']);
    expect(joined({ history: [message(1), message(2)] }).older).toBe('begins');
    expect(joined({ seq: 0 }).older).toBe('begins');
    expect(joined({ seq: 12 }).older).toBe('gone');
  });

  test('loads older ones on top, and asks no more when there are none', () => {
    const room = after(
      joined({ history: [message(9), message(10)] }),
      { type: 'older_asked' },
      { type: 'older_came', messages: [message(7), message(8)] },
    );
    expect(bodies(room)).toEqual(['body 7', 'body 8', 'body 9', 'body 10']);
    expect(room.older).toBe('gone');
  });

  test('keeps what is deleted deleted in both', () => {
    const room = after(reading, told('message_deleted', 12, { id: 'id-11', by: 'me' }), { type: 'follows' });
    expect(bodies(room)).toEqual(['']);
  });

  test('ends when one says something', () => {
    expect(reduce(reading, { type: 'queued', nonce: 'n', body: 'b' }).reading).toBeNull();
  });
});
