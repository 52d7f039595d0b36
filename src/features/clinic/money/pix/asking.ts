import { ref, shallowRef } from 'vue'
import type { Charge } from '../types'

/** What the dialog asks for: kept here, because a line of a list may go while its dialog stands. */
export const askedCharges = shallowRef<readonly Charge[]>([])
export const isAsking = ref(false)

/** Opens the dialog that asks who pays these charges for them. */
export function askForPixOf(charges: readonly Charge[]): void {
  askedCharges.value = charges
  isAsking.value = true
}
