/// A link that an operator or a friend has sent: `/#setup=CODE`, `/#invite=CODE` or `/#reset=CODE`.
export interface AccountLink {
  kind: 'setup' | 'invite' | 'reset';
  code: string;
}

const LINK = /^#(setup|invite|reset)=(.+)$/;

/// The link in an address's fragment; null if that is something else, such as a room.
export function accountLinkIn(hash: string): AccountLink | null {
  const [, kind, code] = LINK.exec(hash) ?? [];
  return kind === undefined || code === undefined ? null : { kind: kind as AccountLink['kind'], code };
}
