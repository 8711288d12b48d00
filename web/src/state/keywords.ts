import type { LivingKeyword } from './room.js';
import type { Keyword } from '../wire.js';

/// The keywords as of `at`, each with its full life span. The wire only tells when a keyword ends, so its span is the
/// time left when that end was first seen. All keywords that are not pinned have the same span, so the longest one
/// seen counts.
export function living(before: readonly LivingKeyword[], told: readonly Keyword[], at: number): LivingKeyword[] {
  const known = new Map(before.map((each) => [each.keyword, each]));
  const each = told.map((keyword): LivingKeyword => {
    const same = known.get(keyword.keyword);
    const life_ms = same && same.expires_at === keyword.expires_at ? same.life_ms : (keyword.expires_at ?? Infinity) - at;
    return { ...keyword, life_ms };
  });
  const longest = Math.max(0, ...[...before, ...each].filter(isUnpinned).map((one) => one.life_ms));
  return each.map((one) => (isUnpinned(one) ? { ...one, life_ms: longest } : one));
}

const isUnpinned = (keyword: Keyword): boolean => !keyword.pinned && keyword.expires_at !== undefined;
