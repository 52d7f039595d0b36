import type { App } from 'vue'
import type { Router } from 'vue-router'
import { startFeatures } from '@/app/features'
import { createRoutes } from './routes'

let isAdded = false

/** Adds the pages of the clinic to the router, once; the shell around them is fetched with the first of them. */
export function addRoutes(app: App, router: Router): void {
  if (isAdded) return
  isAdded = true
  startFeatures()
  const routes = createRoutes(async () => {
    const [shell, layout] = await Promise.all([
      import('@/app/shell/install'),
      import('@/app/shell/AppLayout.vue'),
    ])
    shell.installShell(app)
    return layout.default
  })
  for (const route of routes) router.addRoute(route)
}
