import type { RouteRecordRaw } from 'vue-router'

/** `/conversas`: one page, so that opening a conversation never redraws the list beside it. */
export const inboxRoutes: RouteRecordRaw[] = [
  {
    path: 'conversas',
    component: () => import('./pages/CRMConversasPage.vue'),
    meta: { areas: ['inbox'], title: 'inbox.title' },
    children: [
      { path: '', name: 'inbox', component: { render: () => null } },
      { path: ':threadKey', name: 'inbox-thread', component: { render: () => null } },
    ],
  },
]
