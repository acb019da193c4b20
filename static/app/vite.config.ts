import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Forge serves the bundle below a path of its own, so every address in it is relative.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
  // Some Atlaskit packages ask for it while they load.
  define: { 'process.env.NODE_ENV': JSON.stringify('production'), 'process.env': '{}' },
});
