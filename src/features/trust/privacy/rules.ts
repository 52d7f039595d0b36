import type { ErasurePart } from './types'

/** What goes and what stays of an erasure, by part; what has no part of its own is one line. */
export interface ErasureLines {
  goes: { section: string; rows: number }[]
  stays: { section: string; rows: number; law: string; reason: string; until: string | null }[]
}

/** The lines of a plan: tables of one part are one, and what stays is told by its law. */
export function linesOf(plan: readonly ErasurePart[]): ErasureLines {
  const goes = new Map<string, number>()
  const stays = new Map<string, ErasureLines['stays'][number]>()
  for (const { section: named, erased, kept, law = '', reason = '', until = null } of plan) {
    const section = named ?? 'internal'
    if (erased > 0) goes.set(section, (goes.get(section) ?? 0) + erased)
    if (kept > 0) {
      const key = `${section} ${law}`
      const rows = (stays.get(key)?.rows ?? 0) + kept
      stays.set(key, { section, rows, law, reason, until })
    }
  }
  return { goes: [...goes].map(([section, rows]) => ({ section, rows })), stays: [...stays.values()] }
}

/** "123.456.789-09". */
export const cpfInWords = (cpf: string): string =>
  cpf.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1.$2.$3-$4')

/** How urgent a deadline is: over, near (the last three days) or far. */
export function urgencyOf(daysLeft: number): 'over' | 'near' | 'far' {
  if (daysLeft < 0) return 'over'
  return daysLeft <= 3 ? 'near' : 'far'
}
