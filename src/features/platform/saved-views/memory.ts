import { defineAsyncComponent } from 'vue'
import { useSession } from '@/kit/session'
import { useTenant } from '@/kit/clinic/context'
import type { ListMemory } from '@/ui/list/memory'

const api = () => import('./api')
const FileProgress = defineAsyncComponent(async () => {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['exports']))
  const [{ ExportProgress }] = await Promise.all([import('@/features/trust/exports'), texts])
  return ExportProgress
})

/** What lists remember: columns under the person who sits here, views in the clinic on screen. */
export const memoryOfLists: ListMemory = {
  person: () => useSession().user.value?.id ?? null,
  views() {
    const { tenantId, isLeader } = useTenant()
    const id = tenantId.value
    if (!id) return null
    return {
      cacheKey: ['saved-views', id],
      canShare: isLeader.value,
      load: async (list) => (await api()).listViews(id, list),
      save: async (list, view) => (await api()).saveView(id, list, view),
      remove: async (viewId) => (await api()).deleteView(id, viewId),
    }
  },
  files() {
    const id = useTenant().tenantId.value
    if (!id) return null
    return {
      saved: async (list, format, rows, filters) =>
        (await api()).noteListExport(id, list, format, rows, filters),
      request: async (subject) => (await api()).requestListExport(id, subject),
      progress: FileProgress,
    }
  },
}
