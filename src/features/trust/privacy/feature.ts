import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const permissions = {
  /** Gives a person a copy of their data; whether of this person is decided with the request. */
  'privacy.export': roles.filter((role) => role !== 'operator'),
}

declare module '@/kit/permissions' {
  interface Permissions extends PrivacyPermissions {}
}
type PrivacyPermissions = typeof permissions

/** What the law gives the people whose data a clinic keeps (LGPD). */
export default defineFeature({
  permissions,
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
