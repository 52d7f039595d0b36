import { defineFeature } from '@/kit/feature'

/** Which parts of the product a clinic uses. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'modulos',
        name: 'settings-modules',
        component: () => import('./pages/ConfiguracoesModulosPage.vue'),
        meta: { permission: 'clinic.manage', title: 'settings.modules.title' },
      },
    ],
  },
  settings: [
    { key: 'modules', group: 'clinic', icon: 'pi-th-large', route: 'settings-modules', position: 45 },
  ],
})
