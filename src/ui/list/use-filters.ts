import { computed, onScopeDispose, reactive, shallowRef, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { patchAddress } from './address'
import {
  initialValues,
  readFilters,
  writeFilters,
  type AddressPatch,
  type FilterValues,
  type Filters,
} from './filters'

const TYPING_REST_MS = 250

/** The filters of a list, as its controls hold them and as it is asked for. */
export interface ListFilters<F extends Filters> {
  /** For `v-model`: what stands in the controls. */
  values: FilterValues<F>
  /** What the list is asked for: the same, once typing pauses. */
  settled: ComputedRef<FilterValues<F>>
  /** Whether anything is filtered. */
  isFiltered: ComputedRef<boolean>
  /** Takes every filter back. */
  reset(): void
}

/**
 * Filters that stand in the address, so that a reload, a link and the way back show the same list. A choice is a step
 * that the way back undoes; a search is not.
 */
export function useFilters<F extends Filters>(filters: F, prefix = ''): ListFilters<F> {
  const route = useRoute()
  const router = useRouter()
  const ownPath = route.path
  const values = reactive(readFilters(filters, route.query, prefix)) as FilterValues<F>
  const settled = shallowRef<FilterValues<F>>({ ...values })
  let timer: ReturnType<typeof setTimeout> | undefined

  const patchOf = (these: FilterValues<F>) => writeFilters(filters, these, prefix)

  function settle(): void {
    clearTimeout(timer)
    const patch = patchOf(values)
    if (isSame(patch, patchOf(settled.value))) return
    const isStep = Object.entries(filters).some(
      ([key, filter]) => !filter.isTyped && values[key] !== settled.value[key],
    )
    settled.value = { ...values }
    patchAddress(router, patch, { step: isStep })
  }

  watch(values, () => {
    const typed = Object.entries(filters).filter(([, filter]) => filter.isTyped)
    const isTyping = typed.some(([key]) => values[key] !== '' && values[key] !== settled.value[key])
    clearTimeout(timer)
    if (isTyping) timer = setTimeout(settle, TYPING_REST_MS)
    else settle()
  })
  watch(
    () => route.query,
    (query) => {
      if (route.path !== ownPath) return
      const asked = readFilters(filters, query, prefix)
      if (isSame(patchOf(asked), patchOf(settled.value))) return
      settled.value = asked
      Object.assign(values, asked)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  const none = patchOf(initialValues(filters))
  return {
    values,
    settled: computed(() => settled.value),
    isFiltered: computed(() => !isSame(patchOf(settled.value), none)),
    reset: () => void Object.assign(values, initialValues(filters)),
  }
}

function isSame(one: AddressPatch, other: AddressPatch): boolean {
  return Object.keys({ ...one, ...other }).every((key) => one[key] === other[key])
}
