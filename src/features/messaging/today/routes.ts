import type { RouteRecordRaw } from 'vue-router'

/** What opens first: the clinic's day. */
export const todayRoutes: RouteRecordRaw[] = [
  {
    path: '',
    name: 'home',
    component: () => import('./pages/HojePage.vue'),
    meta: { title: 'shell.menu.today', areas: ['today', 'inbox', 'settings'] },
  },
]
