import type { RouteLocationRaw } from 'vue-router'
import { links } from '@/kit/links'

/** One section of `/configuracoes`. */
export interface SettingsSection {
  key: 'whatsapp' | 'credits' | 'addons' | 'clinic' | 'team' | 'queues' | 'profile'
  icon: string
  to: RouteLocationRaw
  managersOnly: boolean
}

const sections: SettingsSection[] = [
  { key: 'whatsapp', icon: 'pi-whatsapp', to: links.whatsapp(), managersOnly: true },
  { key: 'credits', icon: 'pi-wallet', to: links.credits(), managersOnly: false },
  { key: 'addons', icon: 'pi-box', to: links.addons(), managersOnly: false },
  { key: 'clinic', icon: 'pi-building', to: links.clinic(), managersOnly: true },
  { key: 'team', icon: 'pi-users', to: links.team(), managersOnly: false },
  { key: 'queues', icon: 'pi-server', to: links.queues(), managersOnly: true },
  { key: 'profile', icon: 'pi-user', to: links.profile(), managersOnly: false },
]

/** The sections that somebody may open. */
export function sectionsFor(isManager: boolean): SettingsSection[] {
  return sections.filter((section) => isManager || !section.managersOnly)
}
