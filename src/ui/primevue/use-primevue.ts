import PrimeVue from 'primevue/config'
import { getCurrentInstance } from 'vue'
import { zeloPreset } from './preset'

/**
 * Installs PrimeVue with our theme when the first of its components is about to be shown, so that pages
 * without one do not load it. Every wrapper in src/ui calls this first.
 */
export function usePrimeVue(): void {
  const app = getCurrentInstance()?.appContext.app
  if (!app || app.config.globalProperties.$primevue) return
  app.use(PrimeVue, {
    theme: {
      preset: zeloPreset,
      options: {
        darkModeSelector: '.dark',
        cssLayer: { name: 'primevue', order: 'theme, base, primevue, components, utilities' },
      },
    },
  })
}
