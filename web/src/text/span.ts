/// Unit names, as short as the language allows.
export interface Units {
  d: string;
  h: string;
  min: string;
  s: string;
}

/// A non-breaking space.
const JOINT = '\u00a0';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/// Formats a duration in its two largest units, rounded up to seconds: `4 min 10 s`.
export const spanIn =
  (units: Units) =>
  (millis: number): string => {
    const rest = Math.max(0, Math.ceil(millis / SECOND) * SECOND);
    const parts: [number, string][] = [
      [Math.floor(rest / DAY), units.d],
      [Math.floor((rest % DAY) / HOUR), units.h],
      [Math.floor((rest % HOUR) / MINUTE), units.min],
      [Math.floor((rest % MINUTE) / SECOND), units.s],
    ];
    const from = parts.findIndex(([n]) => n > 0);
    if (from < 0) return `0${JOINT}${units.s}`;
    const two = parts.slice(from, from + 2).filter(([n]) => n > 0);
    return two.map(([n, unit]) => `${n}${JOINT}${unit}`).join(' ');
  };
