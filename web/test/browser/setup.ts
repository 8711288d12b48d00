import chromium from '@sparticuz/chromium';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve('node_modules/.cache');

/// Unpacks the browser before any worker starts, as two workers unpacking at once would each run a file that the
/// other is still writing. Keeps it in the checkout, since in the temporary folder another checkout may have left a
/// partial copy.
export default async function setup(): Promise<void> {
  process.env['CHROMIUM'] ??= await unpacked();
}

/// The folder of the browser with this exact version. It appears only once it is complete.
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as { version: string };
  const home = join(CACHE, `chromium-${version}`);
  if (!existsSync(home)) {
    mkdirSync(CACHE, { recursive: true });
    const fresh = mkdtempSync(`${home}-`);
    try {
      await unpackInto(fresh);
      moveUnlessThere(fresh, home);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return join(home, 'chromium');
}

/// The package only ever unpacks into the temporary folder.
async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (fault) {
    if (!existsSync(to)) throw fault; // otherwise another test run was faster
  }
}
