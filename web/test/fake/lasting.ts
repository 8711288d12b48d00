import type { Audited, Banned, Settings } from '../../src/wire.js';
import { Refused } from './connection.js';

/// What a topic of the stand-in keeps about people and itself: bans, the audit log, and settings once it is registered.

type Payload = Record<string, unknown>;

const refuse = (reason: string, details: Payload = {}): never => {
  throw new Refused({ reason, ...details }, true);
};

/// The commands that leave a line in the audit log, and the field with what they set.
const AUDITED: Readonly<Record<string, string>> = {
  set_title: 'title', set_quiet: 'min_rank', set_slow: 'interval_ms', grant: 'rank', revoke: '', warn: '', mute: '', unmute: '', kick: '', ban: '',
  unban: '', clear: '', pin_keyword: 'keyword', remove_keyword: 'keyword', register: '', configure: '', unregister: '',
};

const OFF: readonly unknown[] = ['', 0, 'guest'];

export class Lasting {
  bans: Banned[] = [];
  /// Newest first.
  audit: Audited[] = [];
  settings: Settings | null = null;
  readonly #nickOf: (id: string) => string | undefined;

  constructor(nickOf: (id: string) => string | undefined) {
    this.#nickOf = nickOf;
  }

  /// Refuses a join of somebody who is banned.
  admit(id: string): void {
    const ban = this.bans.find((each) => each.member === id && (each.until_at ?? Infinity) > Date.now());
    if (!ban) return;
    const end = ban.until_at === undefined ? {} : { until_at: ban.until_at, retry_after_ms: ban.until_at - Date.now() };
    refuse('banned', { ...end, ...(ban.text === undefined ? {} : { text: ban.text }) });
  }

  ban(member: string, by: string, more: { until_at?: number; text?: string; how?: string }): void {
    this.bans = [...this.bans.filter((each) => each.member !== member), this.#entry(member, by, more)];
  }

  #entry(member: string, by: string, more: { until_at?: number; text?: string; how?: string }): Banned {
    const nick = this.#nickOf(member);
    return { member, ...(nick === undefined ? {} : { nick }), reason: 'banned', at: Date.now(), by, ...more };
  }

  unban(payload: Payload): void {
    const before = this.bans.length;
    this.bans = this.bans.filter((each) => each.member !== payload['member'] || each.prefix !== payload['prefix']);
    if (this.bans.length === before) refuse('already');
  }

  /// Adds the line of a command that was carried out.
  log(act: string, by: string, payload: Payload): void {
    const field = Object.hasOwn(AUDITED, act) ? AUDITED[act]! : undefined;
    if (field === undefined) return;
    const { member, ttl_ms, text } = payload as { member?: string; ttl_ms?: number; text?: string };
    this.audit.unshift({
      at: Date.now(),
      act,
      by: this.#party(by),
      ...(member === undefined ? {} : { about: this.#party(member) }),
      ...(field === '' ? {} : { value: String(payload[field] ?? 'off') }),
      ...(ttl_ms === undefined ? {} : { until_at: Date.now() + ttl_ms }),
      ...(text === undefined ? {} : { text }),
    });
  }

  #party(id: string): { id: string; nick?: string } {
    const nick = this.#nickOf(id);
    return nick === undefined ? { id } : { id, nick };
  }

  register(from: Pick<Settings, 'title' | 'lock'>, payload: Payload): void {
    if (this.settings) refuse('already');
    this.settings = { ...from, listed: true };
    this.configure(payload);
  }

  configure({ members_only, max_members, password, links, ...payload }: Payload): void {
    const { lock, links: before, ...rest } = this.settings ?? refuse('no_such_topic');
    const next = Object.entries({ ...rest, ...payload }).filter(([name, value]) => name === 'title' || !OFF.includes(value));
    const most = max_members === undefined ? lock.max_members : Number(max_members);
    this.settings = {
      ...(Object.fromEntries(next) as unknown as Settings),
      links: { allow: [], deny: [], ...before, ...(links as object) },
      lock: {
        password: password === undefined ? lock.password : password !== '',
        members_only: Boolean(members_only ?? lock.members_only),
        ...(most ? { max_members: most } : {}),
      },
    };
  }

  /// What join replies and `settings_changed` say of the topic.
  about(): Payload {
    const { label, description, rules, language } = this.settings ?? {};
    const all = Object.entries({ label, description, rules, language }).filter(([, value]) => value !== undefined);
    return { registered: this.settings !== null, ...Object.fromEntries(all) };
  }
}
