import { readonly, ref } from 'vue'

export const colorModes = ['light', 'dark', 'system'] as const
export type ColorMode = (typeof colorModes)[number]

const storageKey = 'zelo.theme'
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const mode = ref<ColorMode>(storedMode())
const isDark = ref(false)

/** Applies the remembered theme and follows the system from then on. The first paint is set in index.html. */
export function startColorMode(): void {
  systemDark.addEventListener('change', apply)
  apply()
}

/** Light, dark, or what the system says; remembered in this browser. */
export function useColorMode() {
  return {
    mode: readonly(mode),
    /** What is on screen now, for what styles cannot reach. */
    isDark: readonly(isDark),
    setMode(next: ColorMode) {
      mode.value = next
      localStorage.setItem(storageKey, next)
      apply()
    },
  }
}

function apply(): void {
  isDark.value = mode.value === 'dark' || (mode.value === 'system' && systemDark.matches)
  document.documentElement.classList.toggle('dark', isDark.value)
}

function storedMode(): ColorMode {
  const stored = localStorage.getItem(storageKey)
  return colorModes.find((known) => known === stored) ?? 'system'
}
