import type { App } from 'vue'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import { setPageTitle } from '@/app/page-title'
import { navigationFailed, navigationSucceeded } from '@/app/navigation-failure'
import { closeLastOpened } from '@/ui/back-closes'
import { guard } from './guards'
import { createRoutes } from './routes'

/** The router of the app; the shell is fetched when the first page inside of it is asked for. */
export function createAppRouter(app: App): Router {
  const history = createWebHistory()
  let isBack = false
  history.listen(() => (isBack = true))
  const router = createRouter({
    history,
    routes: createRoutes(async () => {
      const [shell, layout] = await Promise.all([
        import('@/app/shell/install'),
        import('@/app/shell/AppLayout.vue'),
      ])
      shell.installShell(app)
      return layout.default
    }),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  router.beforeEach(() => !(isBack && closeLastOpened()))
  // also after one that was refused: what is asked for next is another way
  router.afterEach(() => {
    isBack = false
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
