import { defineFeature } from '@/kit/feature'

const links = {
  notifications: () => ({ name: 'notifications' }),
  notificationSettings: () => ({ name: 'settings-notifications' }),
}

declare module '@/kit/links' {
  interface Links extends NotificationLinks {}
}
type NotificationLinks = typeof links

/** What a person of the clinic is told of, wherever they are in the app. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'notificacoes',
        name: 'notifications',
        component: () => import('./pages/NotificationsHistoryPage.vue'),
        meta: { areas: ['notifications', 'inbox'], title: 'notifications.title' },
      },
    ],
    settings: [
      {
        path: 'notificacoes',
        name: 'settings-notifications',
        component: () => import('./pages/ConfiguracoesNotificacoesPage.vue'),
        meta: { areas: ['notifications'], title: 'notifications.title' },
      },
    ],
  },
  links,
  leaving: () => import('./device').then(({ forgetDevice }) => forgetDevice()),
  settings: [
    { key: 'notifications', group: 'you', icon: 'pi-bell', route: 'settings-notifications', position: 70 },
  ],
  topBar: [{ component: () => import('./components/NotificationBell.vue'), when: () => true, position: 90 }],
})
