const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/// Text of somebody's own within a sentence of ours: it runs in its own direction and turns nothing around it.
export const isolated = (text: unknown): string => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
