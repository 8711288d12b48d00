import chromium from '@sparticuz/chromium';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve('node_modules/.cache');

/// Unpacks the browser before any worker starts: two that unpack at once would each run a file that the other is
/// still writing. It lies in the checkout, not in the temporary folder, where another checkout may have left half of one.
export default async function setup(): Promise<void> {
  process.env['CHROMIUM'] ??= await unpacked();
}

/// Where the browser of this very version is; the folder appears only once everything is in it.
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

/// The package knows only the temporary folder.
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
    if (!existsSync(to)) throw fault; // else another run of the tests was quicker
  }
}
