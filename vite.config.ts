import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { compressedFiles } from './build/compressed-files.ts'
import { leanAuth } from './build/lean-auth.ts'
import { leanI18n } from './build/lean-i18n.ts'
import { preloadClinic } from './build/preload-clinic.ts'
import { robots } from './build/robots.ts'
import { sendSecurityHeaders } from './build/security-headers.ts'
import { weights } from './build/weights.ts'

/**
 * Libraries that every page of a clinic loads, and that change less often than our own code; and what starts the app, which would
 * fall into many small files, each with its own list of what to preload.
 */
const chunkGroups = [
  { name: 'query', test: /node_modules[\\/]@tanstack[\\/](query-core|vue-query)[\\/]/, priority: 2 },
  { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|vue-i18n|@intlify)[\\/]/, priority: 2 },
  {
    name: 'start',
    test: /[\\/]src[\\/](main|app[\\/](entry-features|router[\\/](index|guards)))\.ts$/,
    priority: 1,
  },
  { name: 'clinic', test: /[\\/]src[\\/]app[\\/](features|router[\\/](clinic|routes))\.ts$/, priority: 1 },
]

const supabaseUrl = process.env.VITE_SUPABASE_URL ?? 'http://127.0.0.1:54321'

/** Pages for strangers that need no script are made by a function; a web server passes them on in the same way. */
const proxy = {
  '/agendar': passedOn('/agendar', 'online-booking'),
  '/seus-dados': passedOn('/seus-dados', 'privacy-request'),
  '/loja': passedOn('/loja', 'shop'),
  '/meu-pedido': passedOn('/meu-pedido', 'order-page'),
}
function passedOn(base: string, name: string) {
  return {
    target: supabaseUrl,
    rewrite: (path: string) => path.replace(base, `/functions/v1/${name}`),
    xfwd: true,
  }
}

/** Stacks that run side by side must not share what the development server has prepared. */
const cacheDir = `node_modules/.vite/${process.env.ZELO_APP_PORT ?? 'default'}`

/**
 * What the development server may hand out: the app and what it is made of. The rest of the repository holds secrets:
 * the state folder of a stack, files with keys, the history.
 */
const served = [
  'index.html',
  'src',
  'supabase/functions/_shared/contracts',
  'supabase/functions/_shared/sales/import',
  'public',
  'node_modules',
]
const secret = ['.env', '.env.*', '*.{crt,pem,key}', '**/.git/**', '**/.local/**', '**/secrets.json']

export default defineConfig({
  cacheDir,
  plugins: [
    vue(),
    tailwindcss(),
    leanI18n(),
    leanAuth(),
    preloadClinic(),
    sendSecurityHeaders(supabaseUrl),
    robots(process.env.ZELO_APP_URL),
    compressedFiles(),
    weights(),
  ],
  resolve: {
    alias: {
      '@contracts': fileURLToPath(new URL('./supabase/functions/_shared/contracts', import.meta.url)),
      '@import': fileURLToPath(new URL('./supabase/functions/_shared/sales/import', import.meta.url)),
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.ZELO_APP_PORT ?? 5173),
    strictPort: true,
    fs: { strict: true, allow: served, deny: secret },
    proxy,
  },
  preview: { host: '127.0.0.1', port: Number(process.env.ZELO_APP_PORT ?? 5173), strictPort: true, proxy },
  build: {
    target: 'es2022',
    rolldownOptions: {
      // without names: each page names what it preloads, and hundreds of names weigh 4 kB in the first load
      output: { chunkFileNames: 'assets/[hash:8].js', codeSplitting: { groups: chunkGroups } },
    },
  },
})
