/// The room and the read token in a fragment: `#room:lobby&token=…`.
export function placeIn(fragment: string): { topic: string; token: string | null } {
  const [topic = '', ...rest] = fragment.slice(1).split('&');
  return { topic: decoded(topic), token: new URLSearchParams(rest.join('&')).get('token') };
}

/// Whether a read token has ended at `now`, or is none.
export function hasEnded(token: string, now: number): boolean {
  try {
    const { exp } = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as { exp: number };
    return !(exp * 1000 > now);
  } catch {
    return true;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
