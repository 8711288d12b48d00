import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Guest, VERSIONS, push } from './guest.mjs';

/// One guest of each version of phoenix.js joins the server at the address given and says `joined`.
/// Whoever started this then restarts the server on the same port and data, and writes a line: from
/// there on the guests have to come back by themselves, as who they were. Exits with 1 if one does
/// not.

const url = process.argv[2].replace(/\/$/, '');

async function enter(version) {
  const guest = await new Guest(await import(`phoenix-${version}`), url).connect();
  const topic = `room:restart-${version}`;
  let resume = {};
  const channel = await guest.join(topic, () => resume);
  const { epoch, seq, me } = channel.welcome;
  resume = { key: me.key, since: { epoch, seq } };
  assert.ok((await push(channel, 'send', { body: 'before' })).ok);
  return { version, guest, topic, channel };
}

async function goOn({ version, guest, topic, channel }) {
  const { me, epoch } = channel.welcome;
  const back = () => channel.replies.slice(1).find((reply) => reply.ok);
  await guest.until(back, `phoenix ${version} to come back`);
  const again = back().ok;
  assert.equal(again.me.id, me.id);
  assert.equal(again.me.nick, me.nick);
  assert.notEqual(again.epoch, epoch);
  assert.equal(again.me.rank, me.rank);
  assert.equal(again.recovered, true);
  assert.deepEqual(again.missed.map(({ payload }) => payload.body), ['before']);
  const { ok } = await push(channel, 'send', { body: 'after' });
  assert.equal(ok.seq, again.seq + 1);
  await guest.heard(topic, 'message', (p) => p.seq === ok.seq && p.body === 'after');
}

const people = await Promise.all(VERSIONS.map(enter));
console.log('joined');
await once(process.stdin, 'data');
await Promise.all(people.map(goOn));
process.exit(0);
