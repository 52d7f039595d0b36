import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  quickReplies: () => ({ name: 'settings-quick-replies' }),
}
const permissions = { 'quickReplies.manage': managers }

declare module '@/kit/links' {
  interface Links extends QuickReplyLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends QuickReplyPermissions {}
}
type QuickReplyLinks = typeof links
type QuickReplyPermissions = typeof permissions

/** Texts that are written again and again, put into the composer by a word after "/". */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'respostas-rapidas',
        name: 'settings-quick-replies',
        component: () => import('./pages/ConfiguracoesRespostasRapidasPage.vue'),
        meta: { areas: ['quickReplies'], title: 'quickReplies.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    {
      key: 'quickReplies',
      group: 'conversations',
      icon: 'pi-bolt',
      route: 'settings-quick-replies',
      position: 15,
    },
  ],
})
