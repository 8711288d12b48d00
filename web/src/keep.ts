/// What a tab remembers: the guest key that makes it the same guest again, the last nick, and the room it is in.

const KEY = 'hubbub.key';
const NICK = 'hubbub.nick';
const ROOM = 'hubbub.room';

const memory = new Map<string, string>();

/// The tab's session storage. Where the browser refuses that (all cookies blocked, a sandboxed frame), even touching
/// it throws; then memory does, and what is kept goes with the page.
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
      // It is kept in memory.
    }
  },
};

/// The guest key of one server, named by its socket's address.
export const keptKey = (socket: string): string | undefined => tab.getItem(`${KEY}:${socket}`) ?? undefined;
export const keepKey = (socket: string, key: string): void => tab.setItem(`${KEY}:${socket}`, key);

export const keptNick = (): string | undefined => tab.getItem(NICK) ?? undefined;
export const keepNick = (nick: string): void => tab.setItem(NICK, nick);

/// The room this tab is in, empty outside: reloading the page comes back to it.
export const keptRoom = (): string => tab.getItem(ROOM) ?? '';
export const keepRoom = (topic: string): void => tab.setItem(ROOM, topic);
