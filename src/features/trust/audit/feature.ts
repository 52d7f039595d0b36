import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  /** What was done in the clinic; with a thing, what was done to it. */
  audit: (entity?: string, id?: string) => ({
    name: 'settings-audit',
    query: entity && id ? { assunto: entity, codigo: id } : {},
  }),
}
const permissions = { 'audit.read': managers }

declare module '@/kit/links' {
  interface Links extends AuditLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends AuditPermissions {}
}
type AuditLinks = typeof links
type AuditPermissions = typeof permissions

/** Who did and read what in the clinic. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'auditoria',
        name: 'settings-audit',
        component: () => import('./pages/AuditoriaPage.vue'),
        meta: { permission: 'audit.read', areas: ['audit'], title: 'audit.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'audit', group: 'trust', icon: 'pi-shield', route: 'settings-audit', position: 70 }],
})
