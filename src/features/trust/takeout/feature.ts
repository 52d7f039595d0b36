import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const permissions = {
  'takeout.clinic': roles.filter((role) => role === 'owner'),
  /** Owner, and whoever may have an agenda. */
  'takeout.open': roles.filter((role) => role !== 'operator' && role !== 'admin'),
}

declare module '@/kit/permissions' {
  interface Permissions extends TakeoutPermissions {}
}
type TakeoutPermissions = typeof permissions

/** Everything of a clinic, or what is a therapist's, to take along. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'exportacoes',
        name: 'settings-exports',
        component: () => import('./pages/ConfiguracoesExportacoesPage.vue'),
        meta: { permission: 'takeout.open', areas: ['takeout', 'exports'], title: 'takeout.title' },
      },
    ],
  },
  permissions,
  banners: [
    {
      component: () => import('./components/CancelledBanner.vue'),
      when: ({ deletion_on }) => deletion_on != null,
      position: 1,
    },
  ],
  settings: [
    { key: 'exports', group: 'trust', icon: 'pi-file-export', route: 'settings-exports', position: 66 },
  ],
})
