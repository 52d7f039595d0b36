import { defineFeature } from '@/kit/feature'

const links = {
  saas: () => ({ name: 'saas-tenants' }),
}

declare module '@/kit/links' {
  interface Links extends SaasLinks {}
}
type SaasLinks = typeof links

/** The area of those who run the service for all clinics. */
export default defineFeature({
  routes: {
    saas: [
      {
        path: '',
        name: 'saas-tenants',
        component: () => import('./pages/SaasClinicasPage.vue'),
        meta: { areas: ['saas'], title: 'saas.tenants.title' },
      },
    ],
  },
  links,
  menu: [
    {
      label: 'shell.menu.saas',
      icon: 'pi-building',
      to: links.saas(),
      path: '/saas',
      position: 100,
      audience: 'saas',
    },
  ],
})
