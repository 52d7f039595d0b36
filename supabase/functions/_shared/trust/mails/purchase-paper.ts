import { oneLine, type Attachment } from '../../platform/mail.ts'
import { createPaper } from '../exports/paper.ts'
import { day, money, totalOf, type PurchaseOrder } from './purchase-order.ts'

/** A CNPJ or CPF as it is printed. */
const documentInWords = (digits: string) =>
  digits.length === 14
    ? `CNPJ ${digits.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, '$1.$2.$3/$4-$5')}`
    : `CPF ${digits.replace(/^(.{3})(.{3})(.{3})(.{2})$/, '$1.$2.$3-$4')}`

/** A purchase order as a file that a supplier can keep. */
export function purchasePaper(order: PurchaseOrder): Attachment {
  const { clinic, supplier, buyer, number, expected_on, note, freight_cents, reply_to, items } = order
  const title = `Pedido de compra nº ${number}`
  const page = createPaper(title)
  page.title(title)
  page.heading('Comprador')
  page.line(oneLine(buyer.name || clinic))
  if (buyer.document) page.line(documentInWords(buyer.document))
  const address = [buyer.address, buyer.city].filter((part): part is string => Boolean(part))
  if (address.length > 0) page.line(oneLine(address.join(', ')))
  if (reply_to) page.line(reply_to)
  if (supplier) {
    page.heading('Fornecedor')
    page.line(oneLine(supplier))
  }
  page.heading('Itens')
  for (const [index, item] of items.entries()) {
    page.line(`${index + 1}. ${oneLine(item.name)} (${item.sku})`)
    page.small(
      `    ${item.quantity} ${item.unit} × ${money.format(item.cost_cents / 100)} = ${money.format((item.quantity * item.cost_cents) / 100)}`,
    )
  }
  page.gap()
  if (freight_cents > 0) page.line(`Frete: ${money.format(freight_cents / 100)}`)
  page.line(`Total: ${money.format(totalOf(order) / 100)}`)
  if (expected_on) page.line(`Entrega esperada até ${day.format(Date.parse(expected_on))}`)
  if (note) {
    page.heading('Observações')
    page.line(note)
  }
  return {
    filename: `pedido-de-compra-${number}.pdf`,
    contentType: 'application/pdf',
    content: page.bytes(`${title} · ${oneLine(clinic)}`),
  }
}
