import { readonly, shallowRef } from 'vue'

/** A question before something that cannot be undone. */
export interface ConfirmQuestion {
  title: string
  text: string
  /** The verb on the button: "Remover", never "OK". */
  action: string
  /** What the other button says instead of "Cancelar". */
  keep?: string
  danger?: boolean
}

interface OpenQuestion extends ConfirmQuestion {
  answer(yes: boolean): void
}

const open = shallowRef<OpenQuestion | null>(null)

/** What ConfirmDialog shows. */
export const openQuestion = readonly(open)

/** Asks, and resolves to the answer; closing the dialog is a no. */
export function confirmAction(question: ConfirmQuestion): Promise<boolean> {
  open.value?.answer(false)
  return new Promise((resolve) => {
    open.value = {
      ...question,
      answer(yes) {
        open.value = null
        resolve(yes)
      },
    }
  })
}
