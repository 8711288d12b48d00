import { expect, test } from 'vitest';
import { CSP } from '../fake/server.js';

test('the stand-in sends its page under the very policy of the server', async () => {
  const page = await fetch(process.env['HUBBUB_URL']!);
  expect(page.headers.get('content-security-policy')).toBe(CSP);
});
