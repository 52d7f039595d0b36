import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const permissions = { 'connections.manage': managers }

declare module '@/kit/permissions' {
  interface Permissions extends ConnectionPermissions {}
}
type ConnectionPermissions = typeof permissions

/** Programs of the clinic: keys of the API, and servers that are told what happens. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'api',
        name: 'settings-api',
        component: () => import('./pages/ConfiguracoesApiPage.vue'),
        meta: { permission: 'connections.manage', areas: ['connections'], title: 'connections.title' },
      },
    ],
  },
  permissions,
  settings: [{ key: 'api', group: 'trust', icon: 'pi-code', route: 'settings-api', position: 64 }],
})
