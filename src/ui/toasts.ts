import { readonly, ref } from 'vue'
import type { ErrorText } from './use-error-text'

/** A short message that goes by itself; errors stay longer and carry their details. */
export interface ToastMessage {
  id: number
  tone: 'ok' | 'error'
  text: string
  details?: string
  /** Takes back what was done; offered as long as the message stands. */
  undo?: () => void
}

const messages = ref<ToastMessage[]>([])
let nextId = 1

/** What AppToasts shows. */
export const toastMessages = readonly(messages)

/** Says that something worked; with `undo` it stays long enough to take it back. Returns its id. */
export function toastOk(text: string, undo?: () => void): number {
  return add({ tone: 'ok', text, ...(undo ? { undo } : {}) }, undo ? 10_000 : 4_000)
}

/** Says what did not work, with the code under "detalhes". */
export function toastError({ sentence, details }: ErrorText): void {
  add({ tone: 'error', text: sentence, details }, 12_000)
}

export function dismissToast(id: number): void {
  messages.value = messages.value.filter((message) => message.id !== id)
}

function add(message: Omit<ToastMessage, 'id'>, lifeMs: number): number {
  const id = nextId++
  messages.value = [...messages.value.slice(-1), { id, ...message }]
  setTimeout(() => dismissToast(id), lifeMs)
  return id
}
