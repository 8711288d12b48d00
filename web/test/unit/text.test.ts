import { describe, expect, test } from 'vitest';
import { stretches } from '../../src/text/links.js';
import { spanIn } from '../../src/text/span.js';

const links = (text: string): (string | undefined)[] =>
  stretches(text).flatMap((each) => (each.href === undefined ? [] : [each.href]));

describe('links', () => {
  test('nothing is lost of the text', () => {
    const text = 'see https://a.example/x?y=1#z, or (http://b.example). And "https://c.example/" too';
    expect(stretches(text).map((each) => each.text).join('')).toBe(text);
  });

  test.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['look: http://a.example.', 'http://a.example/'],
    ['(https://a.example/x)', 'https://a.example/x'],
    ['https://en.example/wiki/A_(b)', 'https://en.example/wiki/A_(b)'],
    ['HTTPS://A.EXAMPLE/q', 'https://a.example/q'],
  ])('%s is one', (text, href) => expect(links(text)).toEqual([href]));

  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'https://', 'a.example', 'xhttps://a.example'])(
    '%s is none',
    (text) => expect(links(text)).toEqual([]),
  );

  test('quotes and angle brackets end an address', () => {
    expect(links('https://a.example/"onmouseover="x')).toEqual(['https://a.example/']);
    expect(links('https://a.example/<script>')).toEqual(['https://a.example/']);
  });
});

describe('a length of time', () => {
  const span = spanIn({ d: 'd', h: 'h', min: 'min', s: 's' });
  test.each([
    [0, '0 s'],
    [-5, '0 s'],
    [1, '1 s'],
    [59_001, '1 min'],
    [250_000, '4 min 10 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [90_000_000, '1 d 1 h'],
  ])('of %d ms is %s', (millis, words) => expect(span(millis).replaceAll('\u00a0', ' ')).toBe(words));
});
