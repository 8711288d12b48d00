import { defineConfig } from 'vite';

/// `assets/hubbub-room.js` keeps its name, because other sites name it; everything else is hashed, and so
/// may be kept for good.
const entryName = ({ name }: { name: string }): string =>
  name === 'hubbub-room' ? 'assets/[name].js' : 'assets/[name]-[hash].js';

const server = process.env['HUBBUB_URL'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', 'hubbub-room': 'src/room.ts' },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: entryName,
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/socket': { target: server, ws: true } } },
});
