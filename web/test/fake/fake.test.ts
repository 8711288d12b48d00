import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { FakeServer } from './server.js';

const CONFORMANCE = '../conformance';

/// The stand-in itself must behave as stock clients expect.
test.skipIf(!existsSync(`${CONFORMANCE}/node_modules`))('the stand-in passes the conformance scenarios', async () => {
  const server = await FakeServer.start();
  server.keepsNicks = true;
  try {
    const run = promisify(execFile)('node', ['run.mjs', server.url], { cwd: CONFORMANCE });
    const { stdout } = await run.catch((failed: { stdout: string }) => failed);
    expect(stdout.split('\n').filter((line) => /^(not ok|Bail)|message:/.test(line))).toEqual([]);
    expect(stdout).toContain('\nok 1 ');
  } finally {
    await server.stop();
  }
});
