import type { EvaluatedCase, EvaluationRun, Mode } from './types'

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

/** Whether a worker still has to do something for an evaluation. */
export const isUnderway = (run: EvaluationRun | null): run is EvaluationRun =>
  run?.state === 'waiting' || run?.state === 'running'

/** A case of one evaluation beside the same case of another. */
export interface CasePair {
  mine: EvaluatedCase
  other: EvaluatedCase | null
}

/** The cases of an evaluation: all, those that went wrong, or those that went otherwise in the other one. */
export function pairsOf(
  mine: readonly EvaluatedCase[],
  other: readonly EvaluatedCase[],
  show: 'wrong' | 'different' | 'all',
): CasePair[] {
  const theirs = new Map(other.map((each) => [each.key, each]))
  return mine
    .map((each) => ({ mine: each, other: theirs.get(each.key) ?? null }))
    .filter(({ mine: one, other: two }) => {
      if (show === 'wrong') return !one.is_right
      return show === 'all' || (two !== null && two.is_right !== one.is_right)
    })
}
