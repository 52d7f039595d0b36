import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const permissions = { 'autoreply.manage': leaders }

declare module '@/kit/permissions' {
  interface Permissions extends AutoreplyPermissions {}
}
type AutoreplyPermissions = typeof permissions

/** What the clinic answers by itself while nobody is there. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'conversas/resposta-automatica',
        name: 'settings-autoreply',
        component: () => import('./pages/ConfiguracoesConversasAutoreplyPage.vue'),
        meta: { areas: ['autoreply', 'templates'], title: 'autoreply.title' },
      },
    ],
  },
  permissions,
  settings: [
    { key: 'autoreply', group: 'conversations', icon: 'pi-reply', route: 'settings-autoreply', position: 18 },
  ],
})
