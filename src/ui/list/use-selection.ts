import { computed, ref, watch } from 'vue'
import type { List } from './list'
import { pressAll, pressRow } from './selection'

/** The selected rows of a list; what leaves the list leaves the selection. */
export function useSelection<Row>(list: List<Row>) {
  const selected = ref<ReadonlySet<string>>(new Set())
  const ids = computed(() => list.rows.map(list.rowKey))
  let last: string | null = null

  watch(ids, (now) => {
    const kept = [...selected.value].filter((id) => now.includes(id))
    if (kept.length < selected.value.size) selected.value = new Set(kept)
  })

  return {
    selected,
    rows: computed(() => list.rows.filter((row) => selected.value.has(list.rowKey(row)))),
    press(row: Row, range: boolean) {
      const id = list.rowKey(row)
      selected.value = pressRow(selected.value, ids.value, id, range ? last : null)
      last = id
    },
    pressAll: () => (selected.value = pressAll(selected.value, ids.value)),
    clear: () => (selected.value = new Set()),
  }
}
