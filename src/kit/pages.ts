import type { MenuEntry, SettingsSection } from './feature'

const menu: MenuEntry[] = []
const settings: SettingsSection[] = []

/** Makes the entries of a feature known to who offers all of them, as the search does; called once a feature, when the app starts. */
export function addPages(more: {
  menu?: readonly MenuEntry[] | undefined
  settings?: readonly SettingsSection[] | undefined
}): void {
  menu.push(...(more.menu ?? []))
  settings.push(...(more.settings ?? []))
}

/** What the menu leads to, in its order. */
export function menuPages(): readonly MenuEntry[] {
  return menu.toSorted((a, b) => a.position - b.position)
}

/** The sections of the settings, in their order. */
export function settingsPages(): readonly SettingsSection[] {
  return settings.toSorted((a, b) => a.position - b.position)
}
