import { defineConfig } from 'vite';

// `npm run dev` shows the pages as they are written, with the data of the name server that LODESTAR_URL names.
const nameServer = process.env.LODESTAR_URL ?? 'http://127.0.0.1:19876';

export default defineConfig({
  // The page may stand behind any prefix.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { host: '127.0.0.1', proxy: { '/api': nameServer } },
  build: {
    outDir: '../src/main/resources/io/lodestar/console',
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy lets no inline script or data: address through.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
