export const sample = 2;
