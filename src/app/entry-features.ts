import type { Feature } from '@/kit/feature'
import { addTexts, type TextFiles } from '@/kit/i18n/texts'
import { addLinks } from '@/kit/links'

/**
 * What strangers see, found by its name: the `entry.ts` of a feature declares its public pages and the links between
 * them. It is in the first load of every page, with the texts that its pages need.
 */
const found = import.meta.glob<Feature>('../features/*/*/entry.ts', { eager: true, import: 'default' })
/** Texts of strangers' pages. */
export const entryTexts: TextFiles = import.meta.glob('../locales/*/{common,errors,auth,intakeForm}.json', {
  import: 'default',
})

export const entryFeatures: readonly Feature[] = Object.values(found)

/** Makes the links and texts of the public pages known. Called once, before the first page. */
export function startEntryFeatures(): void {
  addTexts(entryTexts)
  for (const { links } of entryFeatures) if (links) addLinks(links)
}
