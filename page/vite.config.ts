import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The version of the package that this page is a part of. */
function version(): string {
  const text = readFileSync(new URL('../src/seatlight/__init__.py', import.meta.url), 'utf8');
  return /__version__ = "([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  plugins: [react()],
  resolve: {
    // Nothing of the page asks anybody but the service; it saves 20 kB as well.
    alias: [{ find: /^@atlaskit\/feature-gate-js-client.*/, replacement: here('src/app/gates.ts') }],
  },
  base: './', // inside Jira nobody knows the address beforehand
  define: {
    __PAGE_VERSION__: JSON.stringify(version()),
    'process.env': '{}',
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    outDir: '../src/seatlight/surfaces/web/built',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: 'node',
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@atlaskit/, /@compiled/] } }, // they bring style sheets along, which Node cannot load
  },
});
