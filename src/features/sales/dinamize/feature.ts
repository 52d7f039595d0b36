import { defineFeature } from '@/kit/feature'

const links = { dinamize: () => ({ name: 'settings-dinamize' }) }

declare module '@/kit/links' {
  interface Links extends DinamizeLinks {}
}
type DinamizeLinks = typeof links

/** Leads of the clinic and a list of e-mail marketing, kept in step. */
export default defineFeature({
  module: 'sales',
  routes: {
    settings: [
      {
        path: 'dinamize',
        name: 'settings-dinamize',
        component: () => import('./pages/ConfiguracoesDinamizePage.vue'),
        meta: { areas: ['dinamize', 'sales'], title: 'dinamize.title', permission: 'sales.manage' },
      },
    ],
  },
  links,
  settings: [
    { key: 'dinamize', group: 'money', icon: 'pi-envelope', route: 'settings-dinamize', position: 17 },
  ],
})
