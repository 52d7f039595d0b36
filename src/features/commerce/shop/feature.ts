import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

/** The public shop: its settings, and how each product stands in it. */
export default defineFeature({
  module: 'shop',
  routes: {
    settings: [
      {
        path: 'loja',
        name: 'settings-shop',
        component: () => import('./pages/ConfiguracoesLojaPage.vue'),
        meta: { areas: ['shop'], title: 'shop.settings.title', permission: 'shop.manage' },
      },
    ],
  },
  permissions: { 'shop.manage': leaders },
  settings: [{ key: 'shop', group: 'money', icon: 'pi-shop', route: 'settings-shop', position: 19 }],
})

declare module '@/kit/permissions' {
  interface Permissions {
    'shop.manage': typeof leaders
  }
}
