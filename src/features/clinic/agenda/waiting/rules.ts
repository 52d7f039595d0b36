import type { OfferState, SlotOffer, WaitingEntry } from './types'

/** How an offer is coloured. */
export function offerTone(state: OfferState): 'neutral' | 'ok' | 'warn' | 'coral' | 'primary' {
  if (state === 'accepted') return 'ok'
  if (state === 'open' || state === 'queued') return 'primary'
  return state === 'unsent' ? 'coral' : 'neutral'
}

/** Whether somebody still has to answer. */
export const isPending = ({ state }: Pick<SlotOffer, 'state'>): boolean =>
  state === 'open' || state === 'queued'

/** Whether an entry belongs to what is looked for: a part of the name, without accents. */
export function matchesSearch({ patient_name }: Pick<WaitingEntry, 'patient_name'>, search: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
  return plain(patient_name).includes(plain(search.trim()))
}
