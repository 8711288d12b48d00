import WebSocket from 'ws';

/// The versions of npm's phoenix that have to work.
export const VERSIONS = ['1.7.21', '1.8.9', '1.8.16'];

/// How long anything may take before it counts as not happening, in milliseconds.
export const PATIENCE = 8000;

/// A WebSocket that can be kept from reaching its server, as a bad network would.
class Line extends WebSocket {
  static cut = new Set();

  constructor(url, protocols) {
    super(Line.cut.has(new URL(url).searchParams.get('line')) ? 'ws://127.0.0.1:1/' : url, protocols);
    this.on('error', () => {});
  }
}

/// Short waits before coming back.
export const QUICK = { reconnectAfterMs: () => 50, rejoinAfterMs: () => 50 };

let lines = 0;

/// One person: a stock Phoenix socket, with every frame of it written down.
export class Guest {
  frames = [];
  #watchers = new Set();
  #line = `l${++lines}`;

  /// `options` are those of the socket. They replace the short waits before coming back; `{}` is what phoenix.js does by
  /// itself.
  constructor(phoenix, url, params = {}, options = QUICK) {
    this.phoenix = phoenix;
    this.socket = new phoenix.Socket(`${url.replace(/^http/, 'ws')}/socket`, {
      transport: Line,
      params: () => ({ ...(typeof params === 'function' ? params() : params), line: this.#line }),
      ...options,
    });
    this.socket.onMessage((frame) => {
      this.frames.push(frame);
      for (const watcher of [...this.#watchers]) watcher();
    });
  }

  async connect() {
    const open = new Promise((resolve) => this.socket.onOpen(resolve));
    this.socket.connect();
    await within(open, 'the socket to open');
    return this;
  }

  /// Joins; `joining` is the reply, `{ok}` or `{error}`. `params` may be a function.
  channel(topic, params = {}) {
    const channel = this.socket.channel(topic, params);
    channel.closings = [];
    channel.replies = [];
    channel.onClose((payload) => channel.closings.push(payload));
    channel.joining = new Promise((resolve) =>
      channel
        .join()
        .receive('ok', (ok) => (channel.replies.push({ ok }), resolve({ ok })))
        .receive('error', (error) => (channel.replies.push({ error }), resolve({ error }))),
    );
    return channel;
  }

  /// Joins, and expects to be let in.
  async join(topic, params) {
    const channel = this.channel(topic, params);
    const { ok, error } = await within(channel.joining, `joining ${topic}`);
    if (!ok) throw new Error(`could not join ${topic}: ${JSON.stringify(error)}`);
    channel.welcome = ok;
    return channel;
  }

  /// Breaks the connection without a word, and keeps it down until `mend`.
  breakOff() {
    Line.cut.add(this.#line);
    this.socket.conn.terminate();
  }

  mend() {
    Line.cut.delete(this.#line);
  }

  leave() {
    Line.cut.add(this.#line);
    this.socket.disconnect();
  }

  /// The first frame of a topic and event, come or still to come, that `fits`.
  async heard(topic, event, fits = () => true) {
    return (await this.heardTimes(1, topic, event, fits))[0];
  }

  async heardTimes(times, topic, event, fits = () => true) {
    const found = () =>
      this.frames.filter((f) => f.topic === topic && f.event === event && fits(f.payload, f));
    await this.until(() => found().length >= times, `${times} × ${event} on ${topic}`);
    return found();
  }

  /// Waits until `holds`, looked at after every frame.
  async until(holds, what, patience = PATIENCE) {
    if (holds()) return;
    let watcher;
    const held = new Promise((resolve) => {
      watcher = () => holds() && resolve();
      this.#watchers.add(watcher);
    });
    await within(held, what, patience).finally(() => this.#watchers.delete(watcher));
  }

  /// The told events of a topic, in the order they came.
  told(topic) {
    return this.frames.filter((f) => f.topic === topic && typeof f.payload?.seq === 'number' && f.ref === null);
  }
}

/// Pushes a command; answers `{ok}` or `{error}`.
export const push = (channel, command, payload) =>
  within(
    new Promise((resolve) =>
      channel
        .push(command, payload, PATIENCE)
        .receive('ok', (ok) => resolve({ ok }))
        .receive('error', (error) => resolve({ error })),
    ),
    `the reply to ${command}`,
  );

export function within(promise, what, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`gave up waiting for ${what}`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// Long enough for a client that wants to come back to have done so several times.
export const aWhile = () => new Promise((resolve) => setTimeout(resolve, 400));
