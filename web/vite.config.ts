import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { LANGUAGES } from './src/words/index.js';

/// `assets/hubbub-room.js` keeps its name, because other sites name it; everything else is hashed, and so
/// may be kept for good.
const entryName = ({ name }: { name: string }): string =>
  name === 'hubbub-room' ? 'assets/[name].js' : 'assets/[name]-[hash].js';

const server = process.env['HUBBUB_URL'] ?? 'http://127.0.0.1:4000';

/// Without a script nobody can choose the language, so the page says it in all of them.
const needsScript: Plugin = {
  name: 'needs-script',
  transformIndexHtml: (page) =>
    page.replace(
      '<!-- needs script, in all words -->',
      LANGUAGES.map((words) => `<p lang="${words.code}">${words.needsScript}</p>`).join(''),
    ),
};

/// Puts each file's compressed forms beside it, so that the server need not compress.
const compressedForms: Plugin = {
  name: 'compressed-forms',
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle)) {
      const file = join(dir, name);
      const content = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(content));
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [needsScript, compressedForms],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', overlay: 'overlay.html', docs: 'api/docs.html', 'hubbub-room': 'src/room.ts' },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: entryName,
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/socket': { target: server, ws: true }, '/api': server } },
});
