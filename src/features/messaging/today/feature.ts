import { defineFeature } from '@/kit/feature'
import { links } from '@/kit/links'

/** What opens first: the clinic's day. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: '',
        name: 'home',
        component: () => import('./pages/HojePage.vue'),
        meta: { title: 'shell.menu.today', areas: ['today', 'inbox', 'settings'] },
      },
    ],
  },
  menu: [{ label: 'shell.menu.today', icon: 'pi-sun', to: links.home(), path: '/', position: 10 }],
  shortcuts: [{ keys: 'g h', label: 'shell.shortcuts.goToday', to: links.home() }],
})
