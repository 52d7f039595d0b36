import type { RouteRecordRaw } from 'vue-router'

/** Sections of `/configuracoes`. */
export const addonRoutes: RouteRecordRaw[] = [
  {
    path: 'recursos-extras',
    name: 'settings-addons',
    component: () => import('./pages/ConfiguracoesRecursosExtrasPage.vue'),
    meta: { areas: ['addons'], title: 'addons.title' },
  },
  {
    path: 'recursos-extras/extrato',
    name: 'settings-addons-statement',
    component: () => import('./pages/AddonsExtratoPage.vue'),
    meta: { leadersOnly: true, areas: ['addons'], title: 'addons.statement.title' },
  },
]
