import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  /** Entries that wait for the person's signature. */
  pendingEntries: () => ({ name: 'record-pending' }),
  recordSettings: () => ({ name: 'settings-record' }),
}
const permissions = { 'record.settings': managers }

declare module '@/kit/links' {
  interface Links extends RecordLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends RecordPermissions {}
}
type RecordLinks = typeof links
type RecordPermissions = typeof permissions

/** The clinical record: who treats writes and reads it, everybody else sees that it is there. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'prontuarios/pendentes',
        name: 'record-pending',
        component: () => import('./pages/EvolucoesPendentesPage.vue'),
        meta: { areas: ['record'], title: 'record.pending.title' },
      },
    ],
    settings: [
      {
        path: 'prontuario',
        name: 'settings-record',
        component: () => import('./pages/ConfiguracoesProntuarioPage.vue'),
        meta: { areas: ['record'], title: 'record.settings.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'record', group: 'care', icon: 'pi-book', route: 'settings-record', position: 18 }],
  patientTabs: [
    {
      id: 'record',
      label: 'patients.tabs.record',
      component: () => import('./components/PatientProntuario.vue'),
      areas: ['record'],
      order: 30,
    },
  ],
  leaving: async () => (await import('./local-drafts')).forgetEverythingLocally(),
})
