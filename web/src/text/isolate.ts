const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/// Embeddings, overrides and isolates, and what ends them: a text that brings its own could end ours.
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/// Text of somebody's own within a sentence of ours: it runs in its own direction and turns nothing around it.
export const isolated = (text: unknown): string =>
  `${FIRST_STRONG_ISOLATE}${String(text).replace(DIRECTIONS, '')}${POP_ISOLATE}`;
