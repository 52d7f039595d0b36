import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  addons: () => ({ name: 'settings-addons' }),
  addonsStatement: () => ({ name: 'settings-addons-statement' }),
}
const permissions = { 'addons.statement': leaders }

declare module '@/kit/links' {
  interface Links extends AddonLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends AddonPermissions {}
}
type AddonLinks = typeof links
type AddonPermissions = typeof permissions

/** SMS and other extras of a clinic: balances, limits, statement. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'recursos-extras',
        name: 'settings-addons',
        component: () => import('./pages/ConfiguracoesRecursosExtrasPage.vue'),
        meta: { areas: ['addons'], title: 'addons.title' },
      },
      {
        path: 'recursos-extras/extrato',
        name: 'settings-addons-statement',
        component: () => import('./pages/AddonsExtratoPage.vue'),
        meta: { permission: 'addons.statement', areas: ['addons'], title: 'addons.statement.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'addons', group: 'money', icon: 'pi-box', route: 'settings-addons', position: 30 }],
})
