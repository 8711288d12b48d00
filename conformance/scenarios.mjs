import assert from 'node:assert/strict';
import { aWhile, PATIENCE, push, within } from './guest.mjs';

/// What a stock Phoenix client must be able to do; the same for every version. A scenario gets
/// `guest(params)`, which connects one more person, and a `topic` of its own.

const word = (n) => ['apple', 'bridge', 'cloud', 'drum', 'ember', 'forest', 'garden', 'harbour', 'island', 'jacket'][n % 10];
const sentence = (n) => `${word(n)} ${word(n * 7 + 3)} number ${n} ${word(n * 3 + 1)} ${String.fromCharCode(97 + (n % 26)).repeat(5)}`;
const seqs = (frames) => frames.map((frame) => frame.payload.seq);

export const SCENARIOS = {
  'connects': async ({ guest }) => {
    const ada = await guest();
    assert.equal(ada.socket.isConnected(), true);
  },

  'has its heartbeat answered': async ({ guest }) => {
    const ada = await guest();
    const answered = new Promise((resolve) => ada.socket.ping(resolve));
    assert.equal(typeof (await within(answered, 'the heartbeat')), 'number');
    const reply = await ada.heard('phoenix', 'phx_reply');
    assert.deepEqual(reply.payload, { status: 'ok', response: {} });
    assert.equal(reply.join_ref, null);
  },

  'joins and is told what it needs': async ({ guest, topic }) => {
    const ada = await guest({ name: 'Ada' });
    const { welcome } = await ada.join(topic);
    assert.equal(welcome.topic.name, topic);
    assert.equal(welcome.topic.quiet, null);
    assert.equal(welcome.me.nick, 'Ada');
    assert.equal(welcome.me.rank, 'moderator');
    assert.equal(typeof welcome.me.key, 'string');
    assert.equal(typeof welcome.epoch, 'string');
    assert.equal(typeof welcome.seq, 'number');
    assert.equal(welcome.recovered, false);
    assert.deepEqual(welcome.history, []);
  },

  'is given the nick of its join': async ({ guest, topic }) => {
    const channel = await (await guest()).join(topic, { nick: 'Grace' });
    assert.equal(channel.welcome.me.nick, 'Grace');
  },

  'comes with a token and is the user that it names': async ({ bearer, topic }) => {
    const { HUBBUB_TOKEN: token } = process.env;
    if (!token) return;
    const channel = await (await bearer(token)).join(topic);
    assert.equal(channel.welcome.me.account, 'local:ann');
    assert.equal(channel.welcome.me.rank, 'owner');
    assert.deepEqual(await push(channel, 'refresh', { token }), { ok: {} });
    const { error } = await push(channel, 'refresh', { token: `${token}x` });
    assert.equal(error.reason, 'bad_token');
  },

  'a token that has ended is refused once, and for good': async ({ bearer, topic }) => {
    const { HUBBUB_ENDED_TOKEN: token } = process.env;
    if (!token) return;
    const ann = await bearer(token);
    const channel = ann.channel(topic);
    const { error } = await within(channel.joining, 'the refusal');
    assert.equal(error.reason, 'token_expired');
    await ann.until(() => channel.closings.length === 1, 'the close');
    await aWhile();
    assert.equal(channel.replies.length, 1);
    assert.equal(ann.socket.isConnected(), true);
  },

  'a topic without a kind is unmatched': async ({ guest }) => {
    const { error } = await within((await guest()).channel('nokind').joining, 'the refusal');
    assert.equal(error.reason, 'unmatched topic');
  },

  'a push is answered after its own broadcast': async ({ guest, topic }) => {
    const ada = await guest();
    const channel = await ada.join(topic);
    const { ok } = await push(channel, 'send', { body: sentence(0), nonce: 'n1' });
    assert.equal(ok.seq, channel.welcome.seq + 1);
    assert.equal(typeof ok.at, 'number');
    const said = ada.frames.findIndex((f) => f.event === 'message' && f.payload.id === ok.id);
    const answered = ada.frames.findIndex((f) => f.event === 'phx_reply' && f.payload.response.id === ok.id);
    assert.ok(said >= 0 && said < answered, `message at ${said}, reply at ${answered}`);
    const { payload } = ada.frames[said];
    assert.equal(payload.body, sentence(0));
    assert.equal(payload.from.id, channel.welcome.me.id);
  },

  'long messages are deflated in both directions': async ({ guest, topic }) => {
    const [ada, grace] = [await guest(), await guest()];
    assert.match(ada.socket.conn.extensions, /^permessage-deflate/);
    const hers = await ada.join(topic);
    await grace.join(topic);
    const body = Array.from({ length: 60 }, (_, n) => sentence(n)).join(', ');
    await push(hers, 'send', { body });
    const heard = await Promise.all([ada, grace].map((each) => each.heard(topic, 'message')));
    for (const { payload } of heard) assert.equal(payload.body, body);
  },

  'a nonce given twice is one message': async ({ guest, topic }) => {
    const channel = await (await guest()).join(topic);
    const first = await push(channel, 'send', { body: sentence(1), nonce: 'same' });
    assert.deepEqual(await push(channel, 'send', { body: sentence(1), nonce: 'same' }), first);
  },

  'everybody hears everything in one order without gaps': async ({ guest, topic }) => {
    const [ada, grace] = [await guest(), await guest()];
    const hers = await ada.join(topic);
    const his = await grace.join(topic);
    const first = his.welcome.seq + 1;
    const sends = Array.from({ length: 6 }, (_, n) => [push(hers, 'send', { body: sentence(n) }), push(his, 'send', { body: sentence(n + 10) })]);
    await Promise.all(sends.flat());
    const heard = await Promise.all([ada, grace].map((each) => each.heardTimes(12, topic, 'message')));
    for (const each of [ada, grace]) {
      const told = seqs(each.told(topic)).filter((seq) => seq >= first);
      assert.deepEqual(told, Array.from(told, (_, n) => first + n));
    }
    assert.deepEqual(heard[0].map((f) => f.payload.id), heard[1].map((f) => f.payload.id));
    assert.ok(heard[0].every((f) => f.ref === null));
  },

  'a newcomer reads the history': async ({ guest, topic }) => {
    const channel = await (await guest()).join(topic);
    await push(channel, 'send', { body: sentence(2) });
    await push(channel, 'send', { body: sentence(3) });
    const { welcome } = await (await guest()).join(topic);
    assert.deepEqual(welcome.history.map((m) => m.body), [sentence(2), sentence(3)]);
    assert.equal(welcome.history.at(-1).seq, welcome.seq);
    const { ok } = await push(channel, 'history', { before_seq: welcome.seq, limit: 10 });
    assert.deepEqual(ok.messages.map((m) => m.body), [sentence(2)]);
  },

  'presence: who is here, who comes, who goes': async ({ guest, topic }) => {
    const ada = await guest({ name: 'Ada' });
    const hers = ada.socket.channel(topic);
    const presence = new ada.phoenix.Presence(hers);
    const nicks = () => presence.list((id, { metas }) => metas[0].nick).sort().join();
    hers.join();
    await ada.until(() => nicks() === 'Ada', 'Ada to be present');
    const his = await (await guest({ name: 'Grace' })).join(topic);
    await ada.until(() => nicks() === 'Ada,Grace', 'Grace to be present');
    his.leave();
    await ada.until(() => nicks() === 'Ada', 'Grace to be gone');
  },

  'presence: two tabs of one guest share one key': async ({ guest, topic }) => {
    const ada = await guest({ name: 'Ada' });
    const channel = ada.socket.channel(topic);
    const presence = new ada.phoenix.Presence(channel);
    const tabs = () => presence.list((id, { metas }) => metas.length).join();
    const joined = new Promise((resolve) => channel.join().receive('ok', resolve));
    const { me } = await within(joined, 'the join');
    const second = await (await guest({ name: 'Ada', key: me.key })).join(topic, { key: me.key });
    assert.equal(second.welcome.me.id, me.id);
    await ada.until(() => tabs() === '2', 'two metas under one key');
    second.leave();
    await ada.until(() => tabs() === '1', 'one meta left');
  },

  'presence: a new nick is an update of its meta': async ({ guest, topic }) => {
    const ada = await guest({ name: 'Ada' });
    const channel = await ada.join(topic);
    const { id } = channel.welcome.me;
    await ada.heard(topic, 'presence_state');
    await push(channel, 'set_nick', { nick: 'Lovelace' });
    await ada.heard(topic, 'nick_changed', (p) => p.member === id && p.nick === 'Lovelace');
    await ada.heard(topic, 'presence_diff', ({ joins }) => joins[id]?.metas.some((m) => m.nick === 'Lovelace'));
  },

  'a moderator sets title, slow mode and quiet mode': async ({ guest, topic }) => {
    const grace = await guest();
    const hers = await (await guest()).join(topic);
    const his = await grace.join(topic);
    assert.ok((await push(hers, 'set_title', { title: 'Plans' })).ok);
    await grace.heard(topic, 'title_changed', (p) => p.title === 'Plans');
    assert.ok((await push(hers, 'set_quiet', { min_rank: 'moderator', ttl_ms: 60_000 })).ok);
    await grace.heard(topic, 'quiet_changed', (p) => p.quiet?.min_rank === 'moderator' && p.quiet.until_at > 0);
    const { error } = await push(his, 'send', { body: sentence(4) });
    assert.equal(error.reason, 'quiet');
    assert.equal(error.min_rank, 'moderator');
    assert.ok((await push(hers, 'set_quiet', { min_rank: null })).ok);
    await grace.heard(topic, 'quiet_changed', (p) => p.quiet === null);
    assert.ok((await push(his, 'send', { body: sentence(4) })).ok);
  },

  'a member whose rank is too low is refused and stays': async ({ guest, topic }) => {
    await (await guest()).join(topic);
    const his = await (await guest()).join(topic);
    const { error } = await push(his, 'set_title', { title: 'Mine' });
    assert.equal(error.reason, 'rank_too_low');
    assert.equal((await push(his, 'conquer', {})).error.reason, 'unknown_command');
    assert.equal((await push(his, 'send', { body: ' ' })).error.reason, 'empty');
    assert.ok((await push(his, 'send', { body: sentence(5) })).ok);
    assert.equal(his.state, 'joined');
  },

  'one who is muted may not speak': async ({ guest, topic }) => {
    const hers = await (await guest()).join(topic);
    const his = await (await guest()).join(topic);
    const member = his.welcome.me.id;
    assert.ok((await push(hers, 'mute', { member, ttl_ms: 60_000 })).ok);
    assert.equal((await push(his, 'send', { body: sentence(6) })).error.reason, 'muted');
    assert.ok((await push(hers, 'unmute', { member })).ok);
    assert.ok((await push(his, 'send', { body: sentence(6) })).ok);
  },

  'one who is kicked is out and does not rejoin': async ({ guest, topic }) => {
    const ada = await guest();
    const hers = await ada.join(topic);
    const grace = await guest();
    const his = await grace.join(topic);
    const member = his.welcome.me.id;
    assert.ok((await push(hers, 'kick', { member, text: 'noise' })).ok);
    await ada.heard(topic, 'member_kicked', (p) => p.member === member && p.text === 'noise');
    const { payload } = await grace.heard(topic, 'phx_close');
    assert.deepEqual([payload.member, payload.reason, payload.text], [member, 'kicked', 'noise']);
    await aWhile();
    assert.equal(his.state, 'closed');
    assert.equal(his.replies.length, 1);
    assert.equal(grace.socket.isConnected(), true);
  },

  'a client that is refused for good asks only once': async ({ guest, topic }) => {
    const ada = await guest();
    const channel = ada.channel(topic, { nick: '' });
    assert.equal((await within(channel.joining, 'the refusal')).error.reason, 'bad_nick');
    await ada.heard(topic, 'phx_close');
    await aWhile();
    assert.equal(channel.replies.length, 1);
  },

  'a join under the nick of somebody present is refused for now, and for good once that one has answered': async ({ guest, topic }) => {
    await (await guest({ name: 'Ada' })).join(topic);
    const other = await guest({ name: 'ADA' });
    const channel = other.channel(topic);
    const { error } = await within(channel.joining, 'the refusal');
    assert.equal(error.reason, 'nick_taken');
    assert.ok(error.retry_after_ms > 0);
    await other.heard(topic, 'phx_close', (p) => p.reason === 'nick_taken' && p.retry_after_ms === undefined);
    const { length } = channel.replies;
    assert.ok(length >= 2);
    await aWhile();
    assert.equal(channel.replies.length, length);
    assert.equal(channel.state, 'closed');
    const { welcome } = await other.join(topic, { nick: error.suggestion });
    assert.equal(welcome.me.nick, error.suggestion);
  },

  'a client without a key that loses its connection gets its nick back by retrying': async ({ guest, topic }) => {
    await (await guest()).join(topic);
    const ada = await guest({ name: 'Ada' });
    const hers = await ada.join(topic);
    ada.breakOff();
    ada.mend();
    const { error } = await ada.until(() => hers.replies.length > 1, 'the rejoin').then(() => hers.replies[1]);
    assert.equal(error.reason, 'nick_taken');
    assert.ok(error.retry_after_ms > 0 && error.retry_after_ms <= 15_000);
    await ada.until(() => hers.replies.at(-1).ok, 'being let in', error.retry_after_ms + PATIENCE);
    assert.equal(hers.replies.at(-1).ok.me.nick, 'Ada');
    assert.deepEqual(hers.closings, []);
    assert.ok((await push(hers, 'send', { body: sentence(1) })).ok);
  },

  'a client with its key that loses its connection is back at once, with its rank and nick': async ({ guest, topic }) => {
    let key = '', since;
    const ada = await guest(() => ({ name: 'Ada', key }));
    const hers = await ada.join(topic, () => ({ since }));
    const grace = await (await guest()).join(topic);
    ({ key } = hers.welcome.me);
    since = { epoch: hers.welcome.epoch, seq: hers.welcome.seq };
    assert.ok((await push(hers, 'set_nick', { nick: 'Countess' })).ok);
    since.seq++;
    ada.breakOff();
    const { seq } = (await push(grace, 'send', { body: sentence(2) })).ok;
    ada.mend();
    await ada.until(() => hers.replies.length === 2, 'the rejoin');
    const { ok } = hers.replies[1];
    assert.deepEqual([ok.me.nick, ok.me.rank, ok.recovered], ['Countess', 'moderator', true]);
    assert.deepEqual(ok.missed.map((m) => m.seq), [seq]);
  },

  'a dropped client gets exactly what it missed': async ({ guest, topic }) => {
    const hers = await (await guest()).join(topic);
    const grace = await guest();
    let resume = {};
    const his = await grace.join(topic, () => resume);
    const { epoch, seq, me } = his.welcome;
    resume = { key: me.key, since: { epoch, seq } };
    grace.breakOff();
    const missed = [];
    for (const n of [0, 1, 2]) missed.push((await push(hers, 'send', { body: sentence(n) })).ok.seq);
    grace.mend();
    await grace.until(() => his.replies.length === 2, 'the rejoin');
    const again = his.replies[1].ok;
    assert.equal(again.recovered, true);
    assert.equal(again.me.id, his.welcome.me.id);
    assert.deepEqual(again.missed.map((m) => m.seq), missed);
    assert.deepEqual(again.missed.map((m) => [m.event, m.payload.body]), [0, 1, 2].map((n) => ['message', sentence(n)]));
    const { ok } = await push(hers, 'send', { body: sentence(3) });
    assert.equal(ok.seq, again.seq + 1);
    await grace.heard(topic, 'message', (p) => p.seq === ok.seq);
  },

  'a resume from another epoch starts from scratch': async ({ guest, topic }) => {
    await (await guest()).join(topic);
    const { welcome } = await (await guest()).join(topic, { since: { epoch: 'never', seq: 1 } });
    assert.equal(welcome.recovered, false);
    assert.deepEqual(welcome.history, []);
  },

  'a spectator sees everything, is not seen, resumes, and may join later': async ({ guest, topic }) => {
    const hers = await (await guest()).join(topic);
    const grace = await guest();
    let since;
    const his = await grace.join(topic, () => ({ spectate: true, since }));
    assert.deepEqual(his.welcome.me, { spectator: true });
    assert.equal(his.welcome.topic.members, 1);
    const { ok } = await push(hers, 'send', { body: sentence(0) });
    await grace.heard(topic, 'message', (p) => p.seq === ok.seq);
    assert.equal((await push(his, 'send', { body: sentence(1) })).error.reason, 'spectator');
    assert.equal((await push(his, 'history', {})).ok.messages.length, 1);
    since = { epoch: his.welcome.epoch, seq: ok.seq };
    grace.breakOff();
    const missed = (await push(hers, 'send', { body: sentence(2) })).ok.seq;
    grace.mend();
    await grace.until(() => his.replies.length === 2, 'the rejoin');
    assert.deepEqual(his.replies[1].ok.missed.map((m) => m.seq), [missed]);
    await within(new Promise((resolve) => his.leave().receive('ok', resolve)), 'leaving');
    assert.ok((await grace.join(topic)).welcome.me.id);
  },

  'a member leaves and may come back': async ({ guest, topic }) => {
    const ada = await guest();
    await (await guest()).join(topic);
    const channel = await ada.join(topic);
    await within(new Promise((resolve) => channel.leave().receive('ok', resolve)), 'leaving');
    assert.equal(channel.state, 'closed');
    assert.ok((await ada.join(topic)).welcome.me.id);
  },
};
