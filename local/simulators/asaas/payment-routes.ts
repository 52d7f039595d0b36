import { Hono } from 'hono'
import QRCode from 'qrcode'
import { pixPayload } from './brcode.ts'
import { jsonBody, paging, refuse, type AsaasEnv } from './http.ts'
import { day, listPage, payment, type Fields, type Payment } from './payloads.ts'
import type { AsaasService } from './service.ts'

const billingTypes = new Set(['BOLETO', 'CREDIT_CARD', 'PIX', 'UNDEFINED'])

function check(service: AsaasService, body: Fields): void {
  const known = service.customers.get(String(body.customer))
  if (!known || known.deleted) refuse(400, 'invalid_customer', 'Customer inválido ou não informado.')
  if (!billingTypes.has(String(body.billingType)))
    refuse(400, 'invalid_billingType', 'O campo billingType é inválido.')
  if (!(Number(body.value) > 0)) refuse(400, 'invalid_value', 'O valor da cobrança deve ser maior que zero.')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(body.dueDate)))
    refuse(400, 'invalid_dueDate', 'A data de vencimento deve ser informada.')
  if (String(body.dueDate) < day(new Date()))
    refuse(400, 'invalid_dueDate', 'Não é permitido data de vencimento inferior a hoje.')
}

/** `/v3/payments`. */
export function paymentRoutes(service: AsaasService): Hono<AsaasEnv> {
  const routes = new Hono<AsaasEnv>()
  const found = (id: string): Payment =>
    service.payments.get(id) ?? refuse(404, 'not_found', 'Cobrança não encontrada.')

  routes.post('/', async (context) => {
    const body = await jsonBody(context)
    check(service, body)
    const row = payment(service.newId('pay'), body, String(15_924_714 + service.payments.size))
    const created = service.change(row, 'PAYMENT_CREATED')
    if (service.world.faults.plan('asaas').statusBeforeResponse)
      await Promise.all([...created, ...service.pay(row)].map(({ first }) => first))
    return context.json(row)
  })

  routes.get('/', (context) => {
    const { offset, limit } = paging(context)
    const { externalReference, customer, status } = context.req.query()
    const rows = [...service.payments.values()].filter(
      (row) =>
        !row.deleted &&
        (!externalReference || row.externalReference === externalReference) &&
        (!customer || row.customer === customer) &&
        (!status || row.status === status),
    )
    return context.json(listPage(rows, offset, limit))
  })

  routes.get('/:id', (context) => context.json(found(context.req.param('id'))))

  routes.get('/:id/status', (context) => context.json({ status: found(context.req.param('id')).status }))

  routes.get('/:id/pixQrCode', async (context) => {
    const row = found(context.req.param('id'))
    const payable = row.status === 'PENDING' || row.status === 'OVERDUE'
    if (!payable || row.deleted || row.billingType === 'CREDIT_CARD')
      refuse(400, 'invalid_action', 'Não é possível gerar o QR Code desta cobrança.')
    const payload = pixPayload({
      id: row.id,
      value: row.value,
      merchant: service.merchant,
      city: 'SAO PAULO',
    })
    const image = await QRCode.toBuffer(payload, { margin: 2, width: 320 })
    const nextYear = Number(row.dueDate.slice(0, 4)) + 1
    return context.json({
      success: true,
      encodedImage: image.toString('base64'),
      payload,
      expirationDate: `${nextYear}${row.dueDate.slice(4)} 23:59:59`,
      description: row.description,
    })
  })

  routes.delete('/:id', (context) => {
    const row = found(context.req.param('id'))
    if (row.status === 'RECEIVED')
      refuse(400, 'invalid_action', 'Cobranças recebidas não podem ser removidas.')
    service.change(row, 'PAYMENT_DELETED', { deleted: true })
    return context.json({ deleted: true, id: row.id })
  })

  routes.post('/:id/refund', (context) => {
    const row = found(context.req.param('id'))
    if (row.status !== 'RECEIVED')
      refuse(400, 'invalid_action', 'Apenas cobranças recebidas podem ser estornadas.')
    service.refund(row)
    return context.json(found(row.id))
  })

  return routes
}
