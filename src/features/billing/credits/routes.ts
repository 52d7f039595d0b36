import type { RouteRecordRaw } from 'vue-router'

/** Sections of `/configuracoes`. */
export const creditRoutes: RouteRecordRaw[] = [
  {
    path: 'creditos-whatsapp',
    name: 'settings-credits',
    component: () => import('./pages/ConfiguracoesCreditosWhatsappPage.vue'),
    meta: { areas: ['credits'], title: 'credits.title' },
  },
]
