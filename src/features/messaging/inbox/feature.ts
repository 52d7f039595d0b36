import type { LocationQueryRaw } from 'vue-router'
import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'
import { isOverPage } from './drawer/address'

const links = {
  /** `query` names the list (see `list/list-address.ts`); without it, all that is open. */
  inbox: (query: LocationQueryRaw = {}) => ({ name: 'inbox', query }),
  thread: (threadKey: string, query: LocationQueryRaw = {}) => ({
    name: 'inbox-thread',
    params: { threadKey },
    query,
  }),
  /** The same list as a board; with a key, that conversation is open over it. */
  board: (query: LocationQueryRaw = {}, threadKey?: string) => ({
    name: 'inbox-board',
    query: threadKey === undefined ? query : { ...query, conversa: threadKey },
  }),
}
const permissions = { 'inbox.columns': leaders }

declare module '@/kit/links' {
  interface Links extends InboxLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends InboxPermissions {}
}
type InboxLinks = typeof links
type InboxPermissions = typeof permissions

/** `/conversas`: one page, so that opening a conversation never redraws the list beside it. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'conversas/quadro',
        name: 'inbox-board',
        component: () => import('./board/ConversationBoardPage.vue'),
        meta: { areas: ['inbox', 'board', 'teamwork'], title: 'inbox.title' },
      },
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
  permissions,
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
  overlays: [
    {
      component: () => import('./drawer/ConversationOverlay.vue'),
      areas: ['inbox', 'board', 'teamwork'],
      asked: isOverPage,
    },
  ],
  shortcuts: [{ keys: 'g c', label: 'shell.shortcuts.goInbox', to: links.inbox() }],
})
