import { managers } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  privacy: (tab?: string) => ({ name: 'settings-privacy', ...(tab ? { query: { tab } } : {}) }),
}
const permissions = {
  /** Gives a person a copy of their data; whether of this person is decided with the request. */
  'privacy.export': roles.filter((role) => role !== 'operator'),
  /** Answers requests, erases, and keeps the registers of the clinic. */
  'privacy.manage': managers,
}

declare module '@/kit/links' {
  interface Links extends PrivacyLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends PrivacyPermissions {}
}
type PrivacyLinks = typeof links
type PrivacyPermissions = typeof permissions

/** What the law gives the people whose data a clinic keeps (LGPD). */
export default defineFeature({
  links,
  permissions,
  routes: {
    settings: [
      {
        path: 'lgpd',
        name: 'settings-privacy',
        component: () => import('./pages/PrivacidadePage.vue'),
        meta: { permission: 'privacy.manage', areas: ['privacy', 'exports'], title: 'privacy.title' },
      },
    ],
  },
  settings: [{ key: 'privacy', group: 'trust', icon: 'pi-id-card', route: 'settings-privacy', position: 65 }],
  today: [
    {
      component: () => import('./components/RequestsToday.vue'),
      areas: ['privacy'],
      position: 12,
      permission: 'privacy.manage',
    },
  ],
  patientTabs: [
    {
      id: 'lgpd',
      label: 'patients.tabs.privacy',
      component: () => import('./components/PatientPrivacy.vue'),
      areas: ['privacy', 'exports'],
      order: 95,
      permission: 'privacy.export',
    },
  ],
})
