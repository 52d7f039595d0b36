import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  turns: () => ({ name: 'settings-turns' }),
}
const permissions = { 'turns.manage': leaders }

declare module '@/kit/links' {
  interface Links extends TurnLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends TurnPermissions {}
}
type TurnLinks = typeof links
type TurnPermissions = typeof permissions

/** New conversations go to colleagues in turn. Everybody sees whose turn it is; who leads arranges it. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'distribuicao',
        name: 'settings-turns',
        component: () => import('./pages/ConfiguracoesDistribuicaoPage.vue'),
        meta: { areas: ['turns'], title: 'turns.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'turns', group: 'conversations', icon: 'pi-sync', route: 'settings-turns', position: 17 },
  ],
})
