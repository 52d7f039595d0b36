import type { Paper } from '@/features/clinic/documents'
import type { Order } from './types'

/** Words of the paper, in the language of the screen. */
export interface ReceiptWords {
  title: string
  from: string
  payments: string[]
  discount: string | null
  refunded: string | null
  head: [string, string, string]
  money(cents: number): string
}

/** What was received for an order, under the name of the clinic. */
export function receiptPaper(order: Order, clinic: string, author: string, words: ReceiptWords): Paper {
  return {
    title: words.title,
    body: [words.from, ...words.payments, words.discount, words.refunded]
      .filter((line) => line !== null)
      .join('\n'),
    clinic_name: clinic,
    letterhead: null,
    author_name: author,
    author_council: null,
    sha256: null,
    table: {
      head: words.head,
      rows: order.items.map((item) => [
        item.name,
        String(item.quantity),
        words.money(item.quantity * item.price_cents - item.discount_cents),
      ]),
    },
  }
}
