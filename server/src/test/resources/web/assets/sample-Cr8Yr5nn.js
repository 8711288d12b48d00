// Long enough that compressing it pays.
// Long enough that compressing it pays.
// Long enough that compressing it pays.
// Long enough that compressing it pays.
export const sample = 1;
