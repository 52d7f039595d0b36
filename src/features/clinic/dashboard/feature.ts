import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  dashboard: () => ({ name: 'dashboard' }),
}
const permissions = {
  /** Who leads sees the clinic's numbers, a therapist the own ones. */
  'dashboard.read': roles.filter((role) => role !== 'operator'),
}

declare module '@/kit/links' {
  interface Links extends DashboardLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends DashboardPermissions {}
}
type DashboardLinks = typeof links
type DashboardPermissions = typeof permissions

/** How the clinic is doing, in numbers. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'painel',
        name: 'dashboard',
        component: () => import('./pages/ClinicDashboard.vue'),
        meta: { areas: ['dashboard'], title: 'dashboard.title', permission: 'dashboard.read' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.dashboard',
      icon: 'pi-chart-bar',
      to: links.dashboard(),
      path: '/painel',
      position: 70,
      permission: 'dashboard.read',
    },
  ],
})
