/// What a tab remembers: the guest key that makes it the same guest again, the last nick, and the
/// room it is in. Where storage is refused (a sandboxed frame, strict privacy settings) it is forgotten
/// with the page.

const KEY = 'hubbub.key';
const NICK = 'hubbub.nick';
const ROOM = 'hubbub.room';

function read(name: string): string | undefined {
  try {
    return sessionStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Nothing to keep it in: the next page is a new guest.
  }
}

/// The guest key of one server, named by its socket's address.
export const keptKey = (socket: string): string | undefined => read(`${KEY}:${socket}`);
export const keepKey = (socket: string, key: string): void => write(`${KEY}:${socket}`, key);

export const keptNick = (): string | undefined => read(NICK);
export const keepNick = (nick: string): void => write(NICK, nick);

/// The room this tab is in, empty outside: reloading the page comes back to it.
export const keptRoom = (): string => read(ROOM) ?? '';
export const keepRoom = (topic: string): void => write(ROOM, topic);
