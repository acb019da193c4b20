import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1_500 },
  // Some Atlaskit packages ask for it while they load.
  define: { 'process.env.NODE_ENV': JSON.stringify('production'), 'process.env': '{}' },
});
