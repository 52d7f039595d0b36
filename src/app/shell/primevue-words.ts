import { usePrimeVue } from 'primevue/config'
import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'

/** Gives PrimeVue its words in the language of the screen; it speaks English by itself. */
export function usePrimeVueWords(): void {
  const { t } = useI18n()
  const primevue = usePrimeVue()

  watchEffect(() => {
    const locale = primevue.config.locale
    if (!locale) return
    locale.emptyMessage = t('shell.prime.empty')
    locale.emptySearchMessage = t('shell.prime.emptySearch')
    locale.emptyFilterMessage = t('shell.prime.emptySearch')
    locale.searchMessage = t('shell.prime.found')
    locale.emptySelectionMessage = t('shell.prime.nothingChosen')
    locale.selectionMessage = t('shell.prime.chosen')
    if (locale.aria) {
      locale.aria.close = t('common.close')
      locale.aria.listLabel = t('shell.prime.list')
      locale.aria.selectAll = t('shell.prime.list')
    }
  })
}
