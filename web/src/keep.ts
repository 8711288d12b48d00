/// What a tab remembers: its guest key, so that it stays the same guest; its last nick; the room it is in.

const KEY = 'hubbub.key';
const NICK = 'hubbub.nick';
const ROOM = 'hubbub.room';

const memory = new Map<string, string>();

/// The tab's session storage. A browser that refuses it (all cookies blocked, a sandboxed frame) throws on any
/// access; then a value is kept in memory and lost with the page.
export const tab = {
  getItem(name: string): string | null {
    try {
      return sessionStorage.getItem(name) ?? memory.get(name) ?? null;
    } catch {
      return memory.get(name) ?? null;
    }
  },
  setItem(name: string, value: string): void {
    memory.set(name, value);
    try {
      sessionStorage.setItem(name, value);
    } catch {
      // Kept in memory instead.
    }
  },
};

/// The guest key for one server, identified by its socket's address.
export const keptKey = (socket: string): string | undefined => tab.getItem(`${KEY}:${socket}`) ?? undefined;
export const keepKey = (socket: string, key: string): void => tab.setItem(`${KEY}:${socket}`, key);

export const keptNick = (): string | undefined => tab.getItem(NICK) ?? undefined;
export const keepNick = (nick: string): void => tab.setItem(NICK, nick);

/// The room that this tab is in, so that a reload returns to it; empty outside a room.
export const keptRoom = (): string => tab.getItem(ROOM) ?? '';
export const keepRoom = (topic: string): void => tab.setItem(ROOM, topic);
