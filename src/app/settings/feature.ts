import { defineFeature } from '@/kit/feature'

const links = {
  settings: () => ({ name: 'settings' }),
}

declare module '@/kit/links' {
  interface Links extends SettingsLinks {}
}
type SettingsLinks = typeof links

/** The frame of `/configuracoes`; its sections come from the features. */
export default defineFeature({
  links,
  menu: [
    {
      label: 'shell.menu.settings',
      icon: 'pi-cog',
      to: links.settings(),
      path: '/configuracoes',
      position: 90,
    },
  ],
  shortcuts: [{ keys: 'g s', label: 'shell.shortcuts.goSettings', to: links.settings() }],
})
