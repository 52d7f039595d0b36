import type { RouteComponent, RouteRecordRaw } from 'vue-router'
import { addonRoutes } from '@/features/addons/routes'
import { authRoutes } from '@/features/auth/routes'
import { channelRoutes } from '@/features/channels/routes'
import { creditRoutes } from '@/features/credits/routes'
import { inboxRoutes } from '@/features/inbox/routes'
import { queueRoutes } from '@/features/queue/routes'
import { saasCreditRoutes } from '@/features/saas-credits/routes'
import { saasRoutes } from '@/features/saas/routes'
import { settingsRoute } from '@/features/tenancy/routes'
import { todayRoutes } from '@/features/today/routes'

/** All routes: those of the sign-in pages alone, the rest inside of the shell. */
export function createRoutes(shell: () => Promise<RouteComponent>): RouteRecordRaw[] {
  return [
    ...authRoutes,
    {
      path: '/',
      component: shell,
      meta: { areas: ['shell'] },
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
