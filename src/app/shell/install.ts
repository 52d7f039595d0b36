import { VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import type { App } from 'vue'
import { memoryOfLists } from '@/features/platform/saved-views'
import { queryClient } from '@/kit/query-client'
import { listMemory } from '@/ui/list/memory'

let installed = false

/** What the pages inside of the shell need and the sign-in page does not. */
export function installShell(app: App): void {
  if (installed) return
  installed = true
  app.use(createPinia())
  app.use(VueQueryPlugin, { queryClient })
  app.provide(listMemory, memoryOfLists)
}
