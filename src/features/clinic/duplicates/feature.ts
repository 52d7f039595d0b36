import { defineFeature } from '@/kit/feature'

const links = {
  /** Patients who may be there twice. */
  duplicates: () => ({ name: 'patient-duplicates' }),
}
/** Those who treat are not among them: whoever joins two files could read another's record. */
const permissions = { 'patients.merge': ['owner', 'admin', 'operator'] as const }

declare module '@/kit/links' {
  interface Links extends DuplicateLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends DuplicatePermissions {}
}
type DuplicateLinks = typeof links
type DuplicatePermissions = typeof permissions

/** The same person twice: found, compared, made one, and taken back. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'pacientes/duplicados',
        name: 'patient-duplicates',
        component: () => import('./pages/DuplicatesPage.vue'),
        meta: { areas: ['duplicates', 'patients'], title: 'duplicates.title', permission: 'patients.merge' },
      },
    ],
  },
  links,
  permissions,
})
