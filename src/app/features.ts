import type { Feature } from '@/kit/feature'
import { addContactParts } from '@/kit/contact-parts'
import { addFileActs } from '@/kit/file-acts'
import { addLinks } from '@/kit/links'
import { addPatientTabs } from '@/kit/patient-tabs'
import { addPermissions } from '@/kit/permissions'
import { beforeLeaving } from '@/kit/session'
import { addTodayParts } from '@/kit/today-parts'
import settings from './settings/feature'

/**
 * The features of the app: every `feature.ts` that exists. Routes, menu, settings, shortcuts and the parts of the shell
 * are composed from them, so that a new feature is a new folder and changes no list.
 */
const found = import.meta.glob<Feature>('../features/*/*/feature.ts', { eager: true, import: 'default' })

export const features: readonly Feature[] = [settings, ...Object.values(found)]

/** Makes what features declare for each other known: links, permissions, parts, and what is forgotten of who leaves. Called once, before the first page. */
export function startFeatures(): void {
  for (const { links, permissions, contact, fileActs, patientTabs, today, leaving } of features) {
    if (leaving) beforeLeaving(leaving)
    if (links) addLinks(links)
    if (permissions) addPermissions(permissions)
    if (contact) addContactParts(contact)
    if (fileActs) addFileActs(fileActs)
    if (patientTabs) addPatientTabs(patientTabs)
    if (today) addTodayParts(today)
  }
}
