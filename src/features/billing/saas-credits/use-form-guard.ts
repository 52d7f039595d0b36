import { watch, type Ref } from 'vue'
import { useDiscardGuard } from '@/ui/use-discard-guard'

/** Asks before a dialog closes over a form that is no longer as it was when the dialog opened. */
export function useFormGuard(visible: Ref<boolean>, form: object) {
  let atFirst = ''
  watch(
    visible,
    (isOpen) => {
      if (isOpen) atFirst = JSON.stringify(form)
    },
    // after the dialog has filled its form
    { flush: 'post' },
  )
  return useDiscardGuard(visible, () => JSON.stringify(form) !== atFirst)
}
