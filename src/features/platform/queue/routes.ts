import type { RouteRecordRaw } from 'vue-router'

/** Sections of `/configuracoes`. */
export const queueRoutes: RouteRecordRaw[] = [
  {
    path: 'filas',
    name: 'settings-queues',
    component: () => import('./pages/ConfiguracoesFilasPage.vue'),
    meta: { managersOnly: true, areas: ['queue'], title: 'queue.title' },
  },
]
