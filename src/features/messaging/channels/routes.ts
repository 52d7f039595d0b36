import type { RouteRecordRaw } from 'vue-router'

/** Sections of `/configuracoes`. */
export const channelRoutes: RouteRecordRaw[] = [
  {
    path: 'whatsapp',
    name: 'settings-whatsapp',
    component: () => import('./pages/ConfiguracoesWhatsappChooserPage.vue'),
    meta: { managersOnly: true, areas: ['channels'], title: 'channels.title' },
  },
]
