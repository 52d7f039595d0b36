import type { RouteComponent, RouteRecordRaw } from 'vue-router'
import { features } from '@/app/features'
import type { FeatureRoutes } from '@/kit/feature'

/** The routes of the clinic, inside of the shell. */
export function createRoutes(shell: () => Promise<RouteComponent>): RouteRecordRaw[] {
  return [
    ...routesFor('public'),
    {
      path: '/',
      component: shell,
      meta: { areas: ['shell', 'lists'] },
      children: [
        ...routesFor('shell'),
        {
          path: 'configuracoes',
          component: () => import('@/app/settings/SettingsLayout.vue'),
          meta: { areas: ['settings'] },
          children: [
            {
              path: '',
              name: 'settings',
              component: () => import('@/app/settings/SettingsIndexPage.vue'),
              meta: { title: 'settings.title' },
            },
            ...routesFor('settings'),
          ],
        },
        { path: 'saas', meta: { saasOnly: true }, children: routesFor('saas') },
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

/** What the features show in one place. */
export function routesFor(place: keyof FeatureRoutes): RouteRecordRaw[] {
  return features.flatMap(({ routes }) => routes?.[place] ?? [])
}
