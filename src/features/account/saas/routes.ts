import type { RouteRecordRaw } from 'vue-router'

/** The area of those who run the service for all clinics. */
export const saasRoutes: RouteRecordRaw[] = [
  {
    path: 'saas',
    name: 'saas-tenants',
    component: () => import('./pages/SaasClinicasPage.vue'),
    meta: { saasOnly: true, areas: ['saas'], title: 'saas.tenants.title' },
  },
]
