/// The room and the read token in a fragment: `#room:lobby&token=…`.
export function placeIn(fragment: string): { topic: string; token: string | null } {
  const [topic = '', ...rest] = fragment.slice(1).split('&');
  return { topic: decoded(topic), token: new URLSearchParams(rest.join('&')).get('token') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
