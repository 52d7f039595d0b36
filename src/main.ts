import '@fontsource-variable/inter/wght.css'
import './app/theme/main.css'
import { createApp } from 'vue'
import App from './app/App.vue'
import { currentLocale, i18n } from './kit/i18n'
import { startPageTitle } from './app/page-title'
import { startEntryFeatures } from './app/entry-features'
import { createAppRouter } from './app/router'
import { takeNotifiedTenant } from './kit/clinic/remembered'
import { startColorMode } from './kit/color-mode'
import { beforeLeaving } from './kit/session'
import { takeLinkTokens } from './lib/link-tokens'

// After a deploy the files of an open page are gone: one reload brings the new ones. Without internet it would bring nothing.
window.addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine) return
  const last = Number(sessionStorage.getItem('zelo.reloaded') ?? 0)
  if (Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('zelo.reloaded', String(Date.now()))
  window.location.reload()
})

takeLinkTokens()
takeNotifiedTenant()
document.documentElement.lang = currentLocale()
startColorMode()
startPageTitle()
startEntryFeatures()
beforeLeaving(async () => (await import('./app/features')).forgetPerson())

const app = createApp(App)
app.use(i18n)
app.use(createAppRouter(app))
app.mount('#app')
