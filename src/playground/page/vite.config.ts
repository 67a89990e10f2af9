import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The playground's server hands out this folder under /playground/; nothing is fetched from anywhere else.
export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/playground/page',
    emptyOutDir: true,
    // Browsers that know `light-dark()` and the popover attribute.
    target: ['chrome125', 'firefox125', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'wecom/index.html'].map(page => join(import.meta.dirname, page)) },
  },
})
