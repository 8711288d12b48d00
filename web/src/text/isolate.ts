const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/// Characters that start or end embeddings, overrides and isolates: within a text they could end our isolate.
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/// Somebody's text inside one of our sentences, isolated so that its direction does not affect the rest.
export const isolated = (text: unknown): string =>
  `${FIRST_STRONG_ISOLATE}${String(text).replace(DIRECTIONS, '')}${POP_ISOLATE}`;
