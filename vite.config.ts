import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Libraries by how often they change and who needs them, so that a page loads only what it shows. */
const vendorGroups = [
  { name: 'vue', test: /node_modules[\\/](@?vue|pinia|vue-router|@intlify|vue-i18n)([\\/]|$)/, priority: 3 },
  { name: 'supabase', test: /node_modules[\\/]@supabase[\\/]/, priority: 3 },
  { name: 'theme', test: /node_modules[\\/]@prime(uix|vue)[\\/]/, priority: 2 },
]

export default defineConfig({
  plugins: [vue(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', port: Number(process.env.ZELO_APP_PORT ?? 5173), strictPort: true },
  preview: { host: '127.0.0.1', port: Number(process.env.ZELO_APP_PORT ?? 5173), strictPort: true },
  build: {
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups: vendorGroups } } },
  },
})
