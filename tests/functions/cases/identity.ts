import type { Outcomes } from '../support/cases.ts'

/** Who is who: addresses and names. */
export const identityOutcomes: Outcomes = {}
