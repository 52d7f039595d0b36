import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { WriteLetter } from './mails.ts'

const shape = z.object({
  clinic: z.string(),
  supplier: z.string().default(''),
  buyer: z
    .object({
      name: z.string().nullish(),
      document: z.string().nullish(),
      address: z.string().nullish(),
      city: z.string().nullish(),
    })
    .default({}),
  number: z.number(),
  expected_on: z.iso.date().nullish(),
  note: z.string().nullish(),
  freight_cents: z.number().default(0),
  reply_to: z.string().nullish(),
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.number(),
      unit: z.string(),
      cost_cents: z.number(),
    }),
  ),
})
/** A purchase order as its mail and its paper say it. */
export type PurchaseOrder = z.infer<typeof shape>

export const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
export const day = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'UTC' })

/** Lines and freight together, in cents. */
export const totalOf = ({ items, freight_cents }: PurchaseOrder): number =>
  items.reduce((sum, item) => sum + item.quantity * item.cost_cents, freight_cents)

/** To a supplier: what a clinic orders, and whom to answer. */
export const purchaseOrderMail: WriteLetter = (given) => {
  const order = shape.parse(given)
  const { clinic, number, expected_on, note, freight_cents, reply_to, items } = order
  const name = oneLine(clinic)
  const total = totalOf(order)
  return {
    subject: `Pedido de compra nº ${number} de ${name}`,
    paragraphs: [
      `Olá! Segue o pedido de compra nº ${number} de ${name}, também em PDF.`,
      ...items.map(
        (item) =>
          `${item.quantity} ${item.unit} · ${oneLine(item.name)} (${item.sku}) · ${money.format(item.cost_cents / 100)} cada`,
      ),
      `${freight_cents > 0 ? `Frete: ${money.format(freight_cents / 100)}. ` : ''}Total: ${money.format(total / 100)}.`,
      expected_on ? `Entrega esperada até ${day.format(Date.parse(expected_on))}.` : '',
      note ?? '',
      reply_to ? `Para responder, escreva para ${reply_to}.` : '',
    ],
    action: null,
    footnote: `Este e-mail foi enviado por ${name} com o Zelo. Se você não vende para esta clínica, ignore-o.`,
    papers: async () => {
      const { purchasePaper } = await import('./purchase-paper.ts')
      return [purchasePaper(order)]
    },
  }
}
