import { createI18n } from 'vue-i18n'
import { fileOfTexts } from './texts'

/** Languages of the screens, the first being the product's own. */
export const locales = ['pt-BR', 'en'] as const
export type AppLocale = (typeof locales)[number]

/** A file of `locales/<locale>/`; its texts live under its name, so `t('auth.signIn')` is in `auth.json`. */
export type LocaleArea = string

const storageKey = 'zelo.locale'
const loaded = new Set<string>()
const always: readonly LocaleArea[] = ['common', 'errors']
const wanted = new Set(always)

export const i18n = createI18n({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: false,
  messages: {} as Record<string, never>,
})

/** The language of the screen. */
export function currentLocale(): AppLocale {
  return i18n.global.locale.value as AppLocale
}

/** Fetches the texts that a screen needs, in the current language, before it is shown. */
export async function loadAreas(areas: readonly LocaleArea[] = []): Promise<void> {
  areas.forEach((area) => wanted.add(area))
  // what another part could not fetch does not hold this one up
  await fetchTexts(currentLocale(), [...always, ...areas])
}

/** Changes the language at once, without a reload, and remembers it in this browser. */
export async function setLocale(locale: AppLocale): Promise<void> {
  localStorage.setItem(storageKey, locale)
  await show(locale)
}

/** The language of the person's profile, for a browser in which nobody has chosen one. */
export async function suggestLocale(locale: AppLocale): Promise<void> {
  if (!localStorage.getItem(storageKey)) await show(locale)
}

async function show(locale: AppLocale): Promise<void> {
  await fetchTexts(locale, [...wanted])
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

/** Narrows what a profile or a browser says to a language we have. */
export function toLocale(value: string | null | undefined): AppLocale {
  return value?.toLowerCase().startsWith('en') ? 'en' : 'pt-BR'
}

async function fetchTexts(locale: AppLocale, areas: readonly LocaleArea[]): Promise<void> {
  const missing = areas.filter((area) => !loaded.has(`${locale}/${area}`))
  await Promise.all(
    missing.map(async (area) => {
      const load = await fileOfTexts(locale, area)
      if (!load) return
      i18n.global.mergeLocaleMessage(locale, { [area]: await load() })
      loaded.add(`${locale}/${area}`)
    }),
  )
}

function initialLocale(): AppLocale {
  return toLocale(localStorage.getItem(storageKey) ?? navigator.language)
}
