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
  /** Label of a text that has to be written before the action. */
  note?: string
}

interface OpenQuestion extends ConfirmQuestion {
  answer(yes: boolean, note?: string): void
}

const open = shallowRef<OpenQuestion | null>(null)

/** What ConfirmDialog shows. */
export const openQuestion = readonly(open)

function ask(question: ConfirmQuestion): Promise<{ yes: boolean; note: string }> {
  open.value?.answer(false)
  return new Promise((resolve) => {
    open.value = {
      ...question,
      answer(yes, note = '') {
        open.value = null
        resolve({ yes, note })
      },
    }
  })
}

/** Asks, and resolves to the answer; closing the dialog is a no. */
export async function confirmAction(question: ConfirmQuestion): Promise<boolean> {
  return (await ask(question)).yes
}

/** Asks for a reason of 3 to 500 letters as well; null is a no. */
export async function confirmWithNote(question: ConfirmQuestion & { note: string }): Promise<string | null> {
  const { yes, note } = await ask(question)
  return yes ? note.trim() : null
}
