import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['READBACK_DEV_SERVER'] ?? 'http://localhost:4400';

// The default export is what Vite reads.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: { outDir: 'dist/web', emptyOutDir: true, target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
  server: { port: 4401, proxy: { '/api': server, '/healthz': server } },
});
