import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { WriteLetter } from './mails.ts'

const shape = z.object({
  clinic: z.string(),
  number: z.number(),
  path: z.string(),
  lines: z.array(z.string()).default([]),
  has_files: z.boolean().default(false),
})

/** To whoever bought in the shop of a clinic and has paid: vouchers, and the page of the order. */
export const orderPaidMail: WriteLetter = (given) => {
  const { clinic, number, path, lines, has_files } = shape.parse(given)
  const name = oneLine(clinic)
  return {
    subject: `Pedido nº ${number} de ${name}: pagamento recebido`,
    paragraphs: [
      `Recebemos o pagamento do pedido nº ${number}. Obrigado!`,
      ...lines.map(oneLine),
      ...(lines.length > 0 ? ['Mostre o vale na clínica: o código e o QR estão na página do pedido.'] : []),
      ...(has_files ? ['Seus arquivos estão prontos para baixar na página do pedido.'] : []),
      'Compras a distância podem ser desfeitas em até 7 dias, com devolução de tudo o que foi pago.',
    ],
    action: { label: 'Ver o pedido', path },
    footnote: `Este e-mail foi enviado por ${name} com o Zelo, porque alguém comprou com este endereço. Quem tem o link vê o pedido: não o encaminhe.`,
  }
}
