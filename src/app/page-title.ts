import { ref, watchEffect } from 'vue'
import { i18n } from '@/kit/i18n'

const titleKey = ref<string | undefined>()
const unread = ref(0)

/** Names the browser's tab after the page: "(3) Conversas · Zelo". */
export function startPageTitle(): void {
  watchEffect(() => {
    const page = titleKey.value ? `${i18n.global.t(titleKey.value)} · Zelo` : 'Zelo'
    document.title = unread.value > 0 ? `(${unread.value}) ${page}` : page
  })
}

/** The text key of the page on screen. */
export function setPageTitle(key: string | undefined): void {
  titleKey.value = key
}

/** Unread conversations, shown before the name of the page and, where Zelo is installed, on its icon. */
export function setTitleUnread(count: number): void {
  unread.value = count
  // Refused where Zelo is not installed; nobody misses a number there.
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => null)
}
