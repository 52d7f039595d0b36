import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  optouts: () => ({ name: 'settings-optouts' }),
}
const permissions = { 'optouts.manage': leaders }

declare module '@/kit/links' {
  interface Links extends OptoutLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends OptoutPermissions {}
}
type OptoutLinks = typeof links
type OptoutPermissions = typeof permissions

/** Who wants nothing that is sent by itself, and how somebody says so. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'conversas/descadastros',
        name: 'settings-optouts',
        component: () => import('./pages/ConfiguracoesConversasOptoutsPage.vue'),
        meta: { areas: ['optouts'], title: 'optouts.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'optouts', group: 'conversations', icon: 'pi-ban', route: 'settings-optouts', position: 19 },
  ],
  contact: [
    {
      component: () => withTexts(['optouts'], import('./components/ContactOptouts.vue')),
      when: ({ isGroup }) => !isGroup,
      position: 60,
    },
  ],
})
