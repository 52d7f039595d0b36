import { features } from '@/app/features'
import { routesFor } from '@/app/router/routes'
import type { Role } from '@/kit/clinic/types'
import type { SettingsSection } from '@/kit/feature'
import { roleMay } from '@/kit/permissions'

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
