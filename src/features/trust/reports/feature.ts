import { roles } from '@/kit/clinic/types'
import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = { reports: () => ({ name: 'reports' }) }
const permissions = {
  /** Who leads sees everybody's numbers, anybody else the own ones. */
  'reports.read': roles,
  /** Sets the target, and who gets reports by e-mail. */
  'reports.manage': leaders,
}

declare module '@/kit/links' {
  interface Links extends ReportLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ReportPermissions {}
}
type ReportLinks = typeof links
type ReportPermissions = typeof permissions

/** How people were served, in numbers. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'relatorios',
        name: 'reports',
        component: () => import('./pages/RelatoriosPage.vue'),
        meta: { areas: ['reports', 'dashboard'], title: 'reports.title', permission: 'reports.read' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.reports',
      icon: 'pi-chart-line',
      to: links.reports(),
      path: '/relatorios',
      position: 75,
      permission: 'reports.read',
    },
  ],
})
