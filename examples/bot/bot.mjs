// A bot: reads a room by its event stream, and answers by HTTP. Whoever writes `!ping tea` gets `pong tea`.
//
//     HUBBUB_KEY=hbk_… node bot.mjs          Node 20 or later, nothing to install
//
// HUBBUB_URL and HUBBUB_TOPIC say where. HUBBUB_PLACE is a file in which it remembers how far it has read.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { HUBBUB_URL = 'http://127.0.0.1:4000', HUBBUB_TOPIC = 'room:lobby', HUBBUB_KEY, HUBBUB_PLACE } = process.env;
const TOPIC = `${HUBBUB_URL}/api/v1/topics/${encodeURIComponent(HUBBUB_TOPIC)}`;
const KEY = { authorization: `Bearer ${HUBBUB_KEY}` };
const ME = { nick: 'Pinger', badge: 'bot' };
const SILENCE_MILLIS = 45_000; // the server sends something every 15 s

/// The id of the last event, and of the last message, that was dealt with.
let place = { event: '', message: '' };

function remember(now) {
  place = { ...place, ...now };
  if (!HUBBUB_PLACE) return;
  writeFileSync(`${HUBBUB_PLACE}.new`, JSON.stringify(place));
  renameSync(`${HUBBUB_PLACE}.new`, HUBBUB_PLACE);
}

/// Here the bot does what it is for. It may see a message again after a crash, so it must not mind that.
async function heard({ id, from, body }) {
  console.log(`${from.nick}: ${body}`);
  if (body.startsWith('!ping')) await say(body.replace('!ping', 'pong'), `pong-${id}`);
}

/// Says something once, however often it has to ask.
async function say(body, once) {
  const headers = { ...KEY, 'content-type': 'application/json', 'idempotency-key': once };
  for (;;) {
    const request = { method: 'POST', headers, body: JSON.stringify({ body, as: ME }), signal: AbortSignal.timeout(15_000) };
    const answer = await fetch(`${TOPIC}/send`, request).catch(() => null);
    if (answer?.ok) return;
    if (answer && !isForNow(answer)) return console.error(`not said: ${await answer.text()}`);
    await sleep(pause(answer));
  }
}

/// Programs are not answered, so that two bots don't talk to each other for ever.
async function dealWith(message) {
  if (!message.deleted && !message.from.id.startsWith('key:')) await heard(message);
  remember({ message: message.id });
}

/// What was said while the bot was away for longer than the server can make up for. When it starts for the first
/// time, it leaves the past alone.
async function catchUp(history) {
  const isNew = place.event === '';
  const known = isNew ? history.length : history.findIndex(({ id }) => id === place.message) + 1;
  for (const message of history.slice(known)) await dealWith(message);
  if (isNew) remember({ message: history.at(-1)?.id ?? '' });
}

async function received({ id, event, data }) {
  if (event === 'state') console.log(`reading ${HUBBUB_TOPIC}`);
  if (event === 'message') await dealWith(data);
  else if (data.history) await catchUp(data.history); // of `state` or `lagged`
  else if (event === 'closed') console.error(`closed: ${data.reason}`);
  if (id !== '') remember({ event: id });
}

/// Reads until the stream ends; answers how many milliseconds later to come back.
async function read() {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MILLIS);
  const last = place.event === '' ? {} : { 'last-event-id': place.event };
  try {
    const answer = await fetch(`${TOPIC}/events`, { headers: { ...KEY, ...last }, signal: silence.signal });
    if (answer.ok) return await follow(answer.body, timer);
    if (isForNow(answer) || answer.status === 404) return pause(answer);
    throw new NotLetIn(await answer.text());
  } finally {
    clearTimeout(timer);
  }
}

async function follow(stream, timer) {
  let [rest, event, retry] = ['', {}, undefined];
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    timer.refresh();
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const [, field, value] = /^(\w*):? ?(.*)$/s.exec(line);
      if (line === '' && event.data) await received({ id: '', event: 'message', ...event, data: JSON.parse(event.data) });
      if (line === '') event = {};
      else if (field === 'retry') retry = Number(value);
      else event[field] = value;
    }
  }
  return retry ?? pause();
}

class NotLetIn extends Error {}

/// Whether the same request can succeed later.
const isForNow = ({ status }) => status === 429 || status >= 500;

/// What the server asks for, or one to three seconds.
const pause = (answer) => 1000 * (Number(answer?.headers.get('retry-after')) || 1 + 2 * Math.random());

if (HUBBUB_PLACE && existsSync(HUBBUB_PLACE)) place = JSON.parse(readFileSync(HUBBUB_PLACE, 'utf8'));
for (;;) {
  const wait = await read().catch((fault) => {
    if (fault instanceof NotLetIn) throw fault;
    return pause();
  });
  await sleep(wait);
}
