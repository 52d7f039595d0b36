import { features } from '@/app/features'
import type { Role } from '@/kit/clinic/types'
import type { MenuEntry } from '@/kit/feature'
import { roleMay } from '@/kit/permissions'

/** What somebody finds in the menu. Only what exists and what they may open. */
export function menuFor({
  hasClinic,
  isSaasAdmin,
  role,
}: {
  hasClinic: boolean
  role: Role | null
  isSaasAdmin: boolean
}): MenuEntry[] {
  return features
    .flatMap(({ menu }) => menu ?? [])
    .filter(({ audience = 'clinic' }) => (audience === 'saas' ? isSaasAdmin : hasClinic))
    .filter(({ permission }) => !permission || roleMay(role, permission))
    .sort((a, b) => a.position - b.position)
}

/** With so few entries their names are worth less than the room they take from the conversations. */
export function opensFolded(entries: readonly MenuEntry[]): boolean {
  return entries.length < 5
}

/** Whether a path belongs to an entry. */
export function isCurrent(entry: MenuEntry, path: string): boolean {
  return path === entry.path || (entry.path !== '/' && path.startsWith(`${entry.path}/`))
}

/** How many names a narrow screen holds side by side. */
const barPlaces = 5

/** What stands in the bar of a phone, and what is behind "more" where not everything does. */
export function inBar(entries: readonly MenuEntry[]): {
  shown: readonly MenuEntry[]
  more: readonly MenuEntry[]
} {
  if (entries.length <= barPlaces) return { shown: entries, more: [] }
  return { shown: entries.slice(0, barPlaces - 1), more: entries.slice(barPlaces - 1) }
}
