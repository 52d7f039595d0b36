import type { MonthClosing } from './types'

/** A line of the closing; amounts in cents, `count` of what they are made. */
export interface ClosingLine {
  key: string
  /** Of a payment, a refund or an invoice. */
  kind?: string
  cents: number
  count?: number
  /** Adds up the lines above it. */
  isTotal?: boolean
}
export interface ClosingPart {
  key: 'sales' | 'payments' | 'refunds' | 'fees' | 'invoices' | 'stock' | 'open'
  lines: ClosingLine[]
}

/** The closing of a month in the order in which it is read: screen, PDF and sheet are made of it. */
export function closingParts(closing: MonthClosing): ClosingPart[] {
  const { sales, payments, refunds, fees, stock, open, invoices } = closing
  const kept = closing.received_cents - closing.refunded_cents
  return [
    {
      key: 'sales',
      lines: [
        { key: 'subtotal', cents: sales.subtotal_cents, count: sales.orders },
        { key: 'discount', cents: -sales.discount_cents },
        { key: 'total', cents: sales.total_cents, isTotal: true },
      ],
    },
    {
      key: 'payments',
      lines: [
        ...payments.map(({ method, amount_cents, count }) => ({
          key: 'method',
          kind: method,
          cents: amount_cents,
          count,
        })),
        { key: 'received', cents: closing.received_cents, isTotal: true },
      ],
    },
    {
      key: 'refunds',
      lines: [
        ...refunds.map(({ kind, amount_cents, count }) => ({
          key: 'refund',
          kind,
          cents: -amount_cents,
          count,
        })),
        { key: 'kept', cents: kept, isTotal: true },
      ],
    },
    {
      key: 'fees',
      lines: [
        { key: 'fee', cents: -fees.amount_cents, count: fees.count },
        { key: 'net', cents: kept - fees.amount_cents, isTotal: true },
      ],
    },
    ...(invoices.issued.length > 0 || invoices.missing.orders > 0
      ? [
          {
            key: 'invoices' as const,
            lines: [
              ...invoices.issued.map(({ kind, amount_cents, count }) => ({
                key: 'invoice',
                kind,
                cents: amount_cents,
                count,
              })),
              { key: 'issued', cents: invoices.issued_cents, isTotal: true },
              { key: 'missing', cents: invoices.missing.amount_cents, count: invoices.missing.orders },
            ],
          },
        ]
      : []),
    {
      key: 'stock',
      lines: [
        { key: 'begin', cents: stock.begin_cents },
        { key: 'purchased', cents: stock.purchased_cents },
        { key: 'sold', cents: -stock.sold_cents },
        { key: 'returned', cents: stock.returned_cents },
        { key: 'adjusted', cents: stock.adjusted_cents },
        { key: 'end', cents: stock.end_cents, isTotal: true },
      ],
    },
    { key: 'open', lines: [{ key: 'due', cents: open.due_cents, count: open.orders }] },
  ]
}
