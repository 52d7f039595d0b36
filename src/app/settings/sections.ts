import { features } from '@/app/features'
import { routesFor } from '@/app/router/routes'
import type { Role } from '@/kit/clinic/types'
import type { SettingsGroup, SettingsSection } from '@/kit/feature'
import { roleMay } from '@/kit/permissions'

const groups: readonly SettingsGroup[] = ['conversations', 'care', 'money', 'clinic', 'trust', 'you']

/** The sections of `/configuracoes` that somebody may open, in their order. */
export function sectionsFor(role: Role | null): SettingsSection[] {
  const pages = routesFor('settings')
  return features
    .flatMap(({ settings }) => settings ?? [])
    .filter(({ route }) => {
      const permission = pages.find(({ name }) => name === route)?.meta?.permission
      return permission === undefined || roleMay(role, permission)
    })
    .sort((a, b) => a.position - b.position)
}

/** As sectionsFor, under their headings; a heading without sections is left out. */
export function groupedSectionsFor(role: Role | null) {
  const sections = sectionsFor(role)
  return groups
    .map((group) => ({ group, sections: sections.filter((section) => section.group === group) }))
    .filter((each) => each.sections.length > 0)
}
