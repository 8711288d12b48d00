/// What a tab remembers: its guest key, so that it stays the same guest; its last nick; the room it is in. And what all tabs do:
/// who is signed in.

const KEY = 'hubbub.key';
const NICK = 'hubbub.nick';
const ROOM = 'hubbub.room';
const ACCOUNT = 'hubbub.account';

/// Values by name.
interface Keeping {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

/// One of the browser's storages. A browser that refuses it (all cookies blocked, a sandboxed frame) throws on any
/// access; then a value is kept in memory and lost with the page.
function keeping(storage: () => Storage): Keeping {
  const memory = new Map<string, string>();
  return {
    getItem(name) {
      try {
        return storage().getItem(name) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    setItem(name, value) {
      memory.set(name, value);
      try {
        storage().setItem(name, value);
      } catch {
        // Kept in memory instead.
      }
    },
  };
}

export const tab = keeping(() => sessionStorage);
const browser = keeping(() => localStorage);

/// The guest key for one server, identified by its socket's address.
export const keptKey = (socket: string): string | undefined => tab.getItem(`${KEY}:${socket}`) ?? undefined;
export const keepKey = (socket: string, key: string): void => tab.setItem(`${KEY}:${socket}`, key);

export const keptNick = (): string | undefined => tab.getItem(NICK) ?? undefined;
export const keepNick = (nick: string): void => tab.setItem(NICK, nick);

/// The room that this tab is in, so that a reload returns to it; empty outside a room.
export const keptRoom = (): string => tab.getItem(ROOM) ?? '';
export const keepRoom = (topic: string): void => tab.setItem(ROOM, topic);

/// The name of the account that is signed in, as far as this browser knows; empty for guests. No secret.
export const keptAccount = (): string => browser.getItem(ACCOUNT) ?? '';
export const keepAccount = (name: string): void => browser.setItem(ACCOUNT, name);
