import { computed, ref, useId, type Ref } from 'vue'

/**
 * The keyboard of a combobox (WAI-ARIA): arrows go round the options, Enter takes the active one, Esc closes.
 * Bind `attributes` to the input, `optionId(index)` to the options.
 */
export function useOptionKeys(options: {
  count: Ref<number>
  isOpen: Ref<boolean>
  choose: (index: number) => void
  close: () => void
}) {
  const { count, isOpen, choose, close } = options
  const listId = useId()
  const active = ref(0)
  const optionId = (index: number) => `${listId}-${index}`

  function onKeydown(event: KeyboardEvent): void {
    if (!isOpen.value) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (count.value > 0) active.value = (active.value + step + count.value) % count.value
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(active.value)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
  }

  const attributes = computed(() => ({
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list' as const,
    'aria-expanded': isOpen.value,
    'aria-controls': isOpen.value ? listId : undefined,
    'aria-activedescendant': isOpen.value ? optionId(active.value) : undefined,
  }))
  return { listId, active, optionId, onKeydown, attributes }
}
