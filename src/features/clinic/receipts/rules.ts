import type { Payment, ReceitaRow } from './types'

/** The first and the last day of the month that is `back` months before a day. */
export function monthOf(today: string, back = 0): { from: string; to: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const iso = (m: number, d: number) => new Date(Date.UTC(year, m, d)).toISOString().slice(0, 10)
  return { from: iso(month - 1 - back, 1), to: iso(month - back, 0) }
}

/** Receipts of a payment that hold. */
export function standing(payment: Pick<Payment, 'receipts'>): Payment['receipts'] {
  return payment.receipts.filter(({ is_cancelled }) => !is_cancelled)
}

/** What of a row is still to be exported. */
export function leftOf(row: Pick<ReceitaRow, 'amount_cents' | 'exported_cents'>): number {
  return Math.max(0, row.amount_cents - row.exported_cents)
}

/** What an export would do with the rows of a period. */
export function sortRows(rows: readonly ReceitaRow[]): {
  ready: ReceitaRow[]
  incomplete: ReceitaRow[]
  exported: ReceitaRow[]
  companies: ReceitaRow[]
} {
  const companies = rows.filter(({ problem }) => problem === 'payer_is_company')
  const others = rows.filter(({ problem }) => problem !== 'payer_is_company')
  const open = others.filter((row) => leftOf(row) > 0)
  return {
    ready: open.filter(({ problem }) => problem === null),
    incomplete: open.filter(({ problem }) => problem !== null),
    exported: others.filter((row) => leftOf(row) === 0),
    companies,
  }
}

/** "receita-saude-2026-11-01-a-2026-11-30.csv", numbered where there are several. */
export function fileNames(from: string, to: string, count: number): string[] {
  const stem = `receita-saude-${from}-a-${to}`
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? `${stem}.csv` : `${stem}-${index + 1}.csv`,
  )
}
