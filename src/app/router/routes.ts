import type { RouteComponent, RouteRecordRaw } from 'vue-router'
import { addonRoutes } from '@/features/billing/addons/routes'
import { authRoutes } from '@/features/account/auth/routes'
import { channelRoutes } from '@/features/messaging/channels/routes'
import { creditRoutes } from '@/features/billing/credits/routes'
import { inboxRoutes } from '@/features/messaging/inbox/routes'
import { queueRoutes } from '@/features/platform/queue/routes'
import { saasCreditRoutes } from '@/features/billing/saas-credits/routes'
import { saasRoutes } from '@/features/account/saas/routes'
import { settingsRoute } from '@/features/account/tenancy/routes'
import { todayRoutes } from '@/features/messaging/today/routes'

/** All routes: those of the sign-in pages alone, the rest inside of the shell. */
export function createRoutes(shell: () => Promise<RouteComponent>): RouteRecordRaw[] {
  return [
    ...authRoutes,
    {
      path: '/',
      component: shell,
      meta: { areas: ['shell', 'lists'] },
      children: [
        ...todayRoutes,
        ...inboxRoutes,
        settingsRoute([...channelRoutes, ...creditRoutes, ...addonRoutes, ...queueRoutes]),
        ...saasRoutes,
        ...saasCreditRoutes,
        {
          path: ':path(.*)*',
          name: 'not-found',
          component: () => import('@/app/NotFoundPage.vue'),
          meta: { title: 'common.notFound.title', withoutTenant: true },
        },
      ],
    },
  ]
}
