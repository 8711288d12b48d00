/// Ranges of milliseconds. The last one of `LATER` repeats; it is shorter than a room waits for its people.
type Range = readonly [least: number, most: number];
const RESTART: Range = [0, 5000];
const FIRST: Range = [0, 1000];
const LATER: readonly Range[] = [
  [500, 1000],
  [1000, 2000],
  [2500, 5000],
];

/// How many milliseconds to wait before connecting again, for the `tries`th time since there was a connection. Random,
/// so that pages that were cut off together do not all come back at the same moment. `restarts`: the server said that
/// it restarts, as it says to everybody.
export function pause(tries: number, restarts: boolean, random: () => number = Math.random): number {
  const first = restarts ? RESTART : FIRST;
  const [least, most] = tries === 1 ? first : (LATER[tries - 2] ?? LATER.at(-1)!);
  return least + random() * (most - least);
}
