import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  whatsapp: () => ({ name: 'settings-whatsapp' }),
}
const permissions = { 'channels.manage': managers }

declare module '@/kit/links' {
  interface Links extends ChannelLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ChannelPermissions {}
}
type ChannelLinks = typeof links
type ChannelPermissions = typeof permissions

/** The numbers by which a clinic talks with its patients. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'whatsapp',
        name: 'settings-whatsapp',
        component: () => import('./pages/ConfiguracoesWhatsappChooserPage.vue'),
        meta: { permission: 'channels.manage', areas: ['channels'], title: 'channels.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    {
      key: 'whatsapp',
      group: 'conversations',
      icon: 'pi-whatsapp',
      route: 'settings-whatsapp',
      position: 10,
    },
  ],
  banners: [
    {
      component: () => import('./components/ChannelBanner.vue'),
      when: (membership) => membership.whatsapp !== null,
      position: 20,
    },
  ],
})
