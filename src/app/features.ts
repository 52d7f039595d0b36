import type { Feature } from '@/kit/feature'
import { addComposerParts } from '@/kit/composer-parts'
import { addContactParts } from '@/kit/contact-parts'
import { addFileActs } from '@/kit/file-acts'
import { addTextList, addTexts, type TextFiles } from '@/kit/i18n/texts'
import { addLinks } from '@/kit/links'
import { addPages } from '@/kit/pages'
import { addPatientTabs } from '@/kit/patient-tabs'
import { addPermissions } from '@/kit/permissions'
import { addTodayParts } from '@/kit/today-parts'
import settings from './settings/feature'

/**
 * The features of the app: every `feature.ts` that exists. Routes, menu, settings, shortcuts and the parts of the shell
 * are composed from them, so that a new feature is a new folder and changes no list. They are fetched with the first
 * page of a clinic; what strangers see is in `entry-features.ts`.
 */
const found = import.meta.glob<Feature>('../features/*/*/feature.ts', { eager: true, import: 'default' })
const texts: TextFiles = import.meta.glob('../locales/pt-BR/*.json', { import: 'default' })

export const features: readonly Feature[] = [settings, ...Object.values(found)]

/** Makes what features declare for each other known: links, permissions, parts, texts. Called once, before the first page of a clinic. */
export function startFeatures(): void {
  addTexts(texts)
  addTextList('en', async () => (await import('./english-texts')).default)
  for (const {
    module,
    links,
    permissions,
    contact,
    composer,
    fileActs,
    patientTabs,
    today,
    menu,
    settings: sections,
  } of features) {
    if (links) addLinks(links)
    if (permissions) addPermissions(permissions, module)
    if (contact) addContactParts(contact, module)
    if (composer) addComposerParts(composer, module)
    if (fileActs) addFileActs(fileActs)
    if (patientTabs) addPatientTabs(patientTabs)
    if (today) addTodayParts(today)
    addPages({ menu, settings: sections })
  }
}

/** Has this device forget, feature by feature, what it keeps of a person. */
export async function forgetPerson(): Promise<void> {
  await Promise.allSettled(features.map(({ leaving }) => leaving?.()))
}
