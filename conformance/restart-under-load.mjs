import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Guest, VERSIONS, push, within } from './guest.mjs';

/// People talk in 40 rooms, 200 messages a second in all, with phoenix.js as it is. Says `talking`;
/// whoever started this then restarts the server on the same port and data, and writes a line. Goes
/// on talking for a while, and checks that nobody noticed more than a pause. Prints what it counted.
/// Exits with 1 if anything is wrong.

const ROOMS = 40;
const PER_ROOM_MS = 200;
const PATIENCE = 40_000;
const QUIET_MS = 600_000;
const url = process.argv[2].replace(/\/$/, '');
const phoenix = await import(`phoenix-${VERSIONS.at(-1)}`);

/// One membership: all that it was told, live and in join replies, in the order in which it came.
class Seat {
  seen = [];
  recovered = [];
  acknowledged = new Map();

  constructor(topic, name) {
    this.topic = topic;
    this.name = name;
    this.guest = new Guest(phoenix, url, () => ({ name, ...(this.key ? { key: this.key } : {}) }), {});
  }

  async enter() {
    await this.guest.connect();
    this.channel = this.guest.socket.channel(this.topic, () => (this.epoch ? { since: { epoch: this.epoch, seq: this.last } } : {}));
    this.channel.onMessage = (event, payload) => {
      if (event === 'epoch_changed') this.epoch = payload.epoch;
      else
      if (typeof payload?.seq === 'number' && !event.startsWith('phx_') && !event.startsWith('chan_reply')) this.saw(payload.seq, payload);
      return payload;
    };
    const joined = new Promise((resolve, reject) => {
      this.channel
        .join()
        .receive('ok', (ok) => (this.welcome(ok), resolve()))
        .receive('error', (error) => this.epoch ?? reject(new Error(JSON.stringify(error))));
    });
    await within(joined, `${this.name} to join`, PATIENCE);
    return this;
  }

  welcome(ok) {
    if (this.epoch) {
      this.recovered.push(ok.recovered);
      for (const { payload } of ok.missed ?? []) this.saw(payload.seq, payload);
    }
    this.me = ok.me;
    this.room = ok.topic;
    this.key = ok.me.key;
    this.epoch = ok.epoch;
    this.last = ok.seq;
  }

  saw(seq, payload) {
    this.seen.push({ seq, nonce: payload.nonce });
    this.last = seq;
  }

  /// Says a line until it is acknowledged: again under the same nonce after any failure.
  async say(nonce) {
    for (;;) {
      const reply = await new Promise((resolve) =>
        this.channel
          .push('send', { body: `line ${nonce}`, nonce }, 3000)
          .receive('ok', (ok) => resolve({ ok }))
          .receive('error', (error) => resolve({ error }))
          .receive('timeout', () => resolve({ error: { reason: 'timeout' } })),
      );
      if (reply.ok) return this.acknowledged.set(nonce, reply.ok.seq);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

let talking = true;

async function room(number) {
  const topic = `room:load-${number}`;
  const founder = await new Seat(topic, `founder${number}`).enter();
  const talker = await new Seat(topic, `talker${number}`).enter();
  const muted = await new Seat(topic, `muted${number}`).enter();
  const silent = await new Seat(topic, `silent${number}`).enter();
  assert.equal(founder.me.rank, 'moderator');
  assert.ok((await push(founder.channel, 'set_title', { title: `Title ${number}` })).ok);
  assert.ok((await push(founder.channel, 'mute', { member: muted.me.id, ttl_ms: QUIET_MS })).ok);
  assert.ok((await push(founder.channel, 'grant', { member: talker.me.id, rank: 'vip', ttl_ms: QUIET_MS })).ok);
  assert.ok((await push(founder.channel, 'set_quiet', { min_rank: 'vip', ttl_ms: QUIET_MS })).ok);
  const quiet = await founder.guest.heard(topic, 'quiet_changed');
  const lines = [];
  const timer = setInterval(() => talking && lines.push(talker.say(`${number}-${lines.length}`)), PER_ROOM_MS);
  return { topic, number, founder, talker, muted, silent, lines, timer, untilAt: quiet.payload.quiet.until_at };
}

function judge({ number, founder, talker, muted, silent, untilAt }, counts) {
  for (const seat of [founder, talker, muted, silent]) {
    counts.returns += 1;
    counts.recovered += seat.recovered.length > 0 && seat.recovered.every(Boolean) ? 1 : 0;
    for (let i = 1; i < seat.seen.length; i++) {
      assert.equal(seat.seen[i].seq, seat.seen[i - 1].seq + 1, `${seat.name}: ${seat.seen[i].seq} after ${seat.seen[i - 1].seq}`);
    }
    const heard = new Map(seat.seen.filter((it) => it.nonce).map((it) => [it.nonce, it.seq]));
    assert.equal(heard.size, seat.seen.filter((it) => it.nonce).length, `${seat.name} heard something twice`);
    for (const [nonce, seq] of talker.acknowledged) assert.equal(heard.get(nonce), seq, `${seat.name} and line ${nonce}`);
    assert.equal(seat.room.title, `Title ${number}`);
    assert.equal(seat.room.quiet.until_at, untilAt);
  }
  counts.lines += talker.acknowledged.size;
  assert.equal(founder.me.rank, 'moderator');
  assert.equal(talker.me.rank, 'vip');
}

const rooms = [];
for (let number = 0; number < ROOMS; number++) rooms.push(await room(number));
await new Promise((resolve) => setTimeout(resolve, 2000));
console.log('talking');
await once(process.stdin, 'data');
const seats = rooms.flatMap(({ founder, talker, muted, silent }) => [founder, talker, muted, silent]);
const deadline = Date.now() + PATIENCE;
while (seats.some((seat) => seat.recovered.length === 0)) {
  assert.ok(Date.now() < deadline, `still away: ${seats.filter((seat) => seat.recovered.length === 0).length}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await new Promise((resolve) => setTimeout(resolve, 2000));
talking = false;
await within(Promise.all(rooms.flatMap(({ lines }) => lines)), 'every line to be acknowledged', PATIENCE);

for (const { talker, muted, silent } of rooms) {
  const [nonce, seq] = [...talker.acknowledged].at(-1);
  assert.equal((await push(talker.channel, 'send', { body: 'again', nonce })).ok.seq, seq);
  assert.equal((await push(muted.channel, 'send', { body: 'hello' })).error.reason, 'muted');
  assert.equal((await push(silent.channel, 'send', { body: 'hello' })).error.reason, 'quiet');
}
const counts = { returns: 0, recovered: 0, lines: 0 };
rooms.forEach((it) => judge(it, counts));
console.log(`${counts.recovered} of ${counts.returns} came back without a gap, ${counts.lines} lines`);
assert.ok(counts.recovered >= 0.95 * counts.returns);
process.exit(0);
