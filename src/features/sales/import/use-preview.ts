import type { ReadFile } from '@import/read.ts'
import type { RowPlan } from '@import/rows.ts'
import { ref, shallowRef, watch, type Ref } from 'vue'
import { previewImport } from './api'
import { outcomeOf, previewOf, type Outcome, type Preview } from './preview'

/** What would become of a file: first what it says itself, then what is there already. Read again when the plan changes. */
export function usePreview(
  tenantId: string,
  file: Ref<ReadFile | null>,
  plan: Ref<RowPlan>,
  options: Ref<{ pipeline_id?: string }>,
) {
  const preview = shallowRef<Preview | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const hasFailed = ref(false)
  let asked = 0

  watch([file, plan, options], async ([found, how, more]) => {
    asked += 1
    const mine = asked
    const isStale = () => mine !== asked
    preview.value = null
    outcome.value = null
    hasFailed.value = false
    if (!found) return
    const read = await previewOf(found, how, isStale)
    if (!read || isStale()) return
    preview.value = read
    if (read.accepted === 0) return
    try {
      await outcomeOf(
        found,
        how,
        read.accepted,
        (rows) => previewImport(tenantId, how.kind, rows, more),
        (part) => (outcome.value = part),
        isStale,
      )
    } catch {
      // the import itself looks at each row; the preview only loses its numbers
      if (!isStale()) hasFailed.value = true
    }
  })
  return { preview, outcome, hasFailed }
}
