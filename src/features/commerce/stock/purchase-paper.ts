import type { Paper } from '@/features/clinic/documents'
import type { Purchase } from './types'

/** Words of the paper, in the language of the screen. */
export interface PurchaseWords {
  title: string
  to: string
  expected: string | null
  freight: string | null
  total: string
  head: [string, string, string, string, string]
  money(cents: number): string
}

/** A purchase order on paper, under the name of the clinic. */
export function purchasePaper(
  purchase: Purchase,
  clinic: string,
  author: string,
  words: PurchaseWords,
): Paper {
  return {
    title: words.title,
    body: [words.to, words.expected, purchase.note, words.freight, words.total]
      .filter((line) => line !== null && line !== '')
      .join('\n'),
    clinic_name: clinic,
    letterhead: null,
    author_name: author,
    author_council: null,
    sha256: null,
    table: {
      head: words.head,
      rows: purchase.items.map((item) => [
        item.sku,
        item.name,
        `${item.quantity} ${item.unit}`,
        words.money(item.cost_cents),
        words.money(item.quantity * item.cost_cents),
      ]),
    },
  }
}
