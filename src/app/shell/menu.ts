import type { RouteLocationRaw } from 'vue-router'
import { links } from '@/kit/links'

/** One entry of the rail and of the phone's bottom bar. */
export interface MenuEntry {
  key: 'today' | 'inbox' | 'settings' | 'saas'
  icon: string
  to: RouteLocationRaw
  /** Paths under which the entry is the current one. */
  path: string
}

const today: MenuEntry = { key: 'today', icon: 'pi-sun', to: links.home(), path: '/' }
const inbox: MenuEntry = { key: 'inbox', icon: 'pi-comments', to: links.inbox(), path: '/conversas' }
const settings: MenuEntry = { key: 'settings', icon: 'pi-cog', to: links.settings(), path: '/configuracoes' }
const saas: MenuEntry = { key: 'saas', icon: 'pi-building', to: links.saas(), path: '/saas' }

/** What somebody finds in the menu. Only what exists and what they may open. */
export function menuFor({
  hasClinic,
  isSaasAdmin,
}: {
  hasClinic: boolean
  isSaasAdmin: boolean
}): MenuEntry[] {
  return [...(hasClinic ? [today, inbox, settings] : []), ...(isSaasAdmin ? [saas] : [])]
}

/** With so few entries their names are worth less than the room they take from the conversations. */
export function opensFolded(entries: readonly MenuEntry[]): boolean {
  return entries.length < 5
}

/** Whether a path belongs to an entry. */
export function isCurrent(entry: MenuEntry, path: string): boolean {
  return path === entry.path || (entry.path !== '/' && path.startsWith(`${entry.path}/`))
}
