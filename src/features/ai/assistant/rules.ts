import type { Mode } from './types'

/** Cents of an amount in millionths of a cent, rounded up, so that what costs anything is not shown as free. */
export function centsOfMicro(microcents: number): number {
  return Math.ceil(microcents / 1_000_000)
}

/** The share of a budget that is used, 0 to 1; a budget of nothing is used up. */
export function usedShare(microcents: number, budgetCents: number): number {
  return budgetCents <= 0 ? 1 : Math.min(1, microcents / (budgetCents * 1_000_000))
}

/** Whether a step of the rollout may be chosen: the whole clinic only after some people. */
export function mayChoose(next: Mode, now: Mode, isReady: boolean): boolean {
  if (next === 'off' || next === 'test') return true
  return isReady && (next === 'people' || now === 'people' || now === 'all')
}
