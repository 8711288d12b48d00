/// A piece of text: plain, or a link.
export interface Stretch {
  text: string;
  href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;
const TRAILING = /[.,:;!?…]+$/u;

/// Splits text at its http and https addresses; nothing else becomes a link.
export function stretches(text: string): Stretch[] {
  const out: Stretch[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > done) out.push({ text: text.slice(done, match.index) });
    out.push({ text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) out.push({ text: text.slice(done) });
  return out;
}

/// Cuts off the surrounding sentence's punctuation, and a closing bracket that the address did not open.
function trimmed(address: string): string {
  const bare = address.replace(TRAILING, '');
  return bare.endsWith(')') && !bare.includes('(') ? trimmed(bare.slice(0, -1)) : bare;
}

function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
