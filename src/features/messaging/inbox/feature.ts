import type { LocationQueryRaw } from 'vue-router'
import { defineFeature } from '@/kit/feature'

const links = {
  /** `query` names the list (see `list/list-address.ts`); without it, all that is open. */
  inbox: (query: LocationQueryRaw = {}) => ({ name: 'inbox', query }),
  thread: (threadKey: string, query: LocationQueryRaw = {}) => ({
    name: 'inbox-thread',
    params: { threadKey },
    query,
  }),
}

declare module '@/kit/links' {
  interface Links extends InboxLinks {}
}
type InboxLinks = typeof links

/** `/conversas`: one page, so that opening a conversation never redraws the list beside it. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'conversas',
        component: () => import('./pages/CRMConversasPage.vue'),
        meta: { areas: ['inbox', 'teamwork'], title: 'inbox.title' },
        children: [
          { path: '', name: 'inbox', component: { render: () => null } },
          {
            path: ':threadKey',
            name: 'inbox-thread',
            component: { render: () => null },
            meta: { withoutBottomBar: true },
          },
        ],
      },
    ],
  },
  links,
  menu: [
    {
      label: 'shell.menu.inbox',
      icon: 'pi-comments',
      to: links.inbox(),
      path: '/conversas',
      position: 20,
      badge: { count: (membership) => membership.unread_total, label: 'shell.unread' },
    },
  ],
  shortcuts: [{ keys: 'g c', label: 'shell.shortcuts.goInbox', to: links.inbox() }],
})
