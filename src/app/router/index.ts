import type { App } from 'vue'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import { setPageTitle } from '@/app/page-title'
import { navigationFailed, navigationSucceeded } from '@/app/navigation-failure'
import { closeLastOpened } from '@/ui/back-closes'
import { guard } from './guards'
import { entryFeatures } from '../entry-features'

/** Takes the place of every page of the clinic until their routes are known. */
const unknown = 'not-known-yet'

/**
 * The router of the app. Strangers' pages are known at once; the routes of the clinic are fetched when the first of them
 * is asked for, the shell with the first page inside of it.
 */
export function createAppRouter(app: App): Router {
  const history = createWebHistory()
  let isBack = false
  history.listen(() => (isBack = true))
  const router = createRouter({
    history,
    routes: [
      ...entryFeatures.flatMap(({ routes }) => routes?.public ?? []),
      { path: '/:path(.*)*', name: unknown, component: () => null },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  router.beforeEach(() => !(isBack && closeLastOpened()))
  // also after one that was refused: what is asked for next is another way
  router.afterEach(() => {
    isBack = false
  })
  router.beforeEach(async (to) => {
    if (to.name !== unknown) return true
    const clinic = await import('./clinic')
    clinic.addRoutes(app, router)
    if (router.hasRoute(unknown)) router.removeRoute(unknown)
    return to.fullPath
  })
  router.beforeEach(guard)
  router.afterEach((to, _from, failure) => {
    if (failure) return
    navigationSucceeded()
    setPageTitle(to.meta.title)
  })
  router.onError((error: unknown, to) => navigationFailed(error, to.fullPath))
  return router
}
