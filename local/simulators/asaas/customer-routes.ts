import { Hono } from 'hono'
import { bareDocument, isCpfCnpj } from './documents.ts'
import { jsonBody, paging, refuse, type AsaasEnv } from './http.ts'
import { customer, listPage, type Customer, type Fields } from './payloads.ts'
import type { AsaasService } from './service.ts'

function checkDocument(body: Fields): void {
  if (body.cpfCnpj !== undefined && !isCpfCnpj(String(body.cpfCnpj)))
    refuse(400, 'invalid_object', 'O CPF/CNPJ informado é inválido.')
}

/** `/v3/customers`. */
export function customerRoutes(service: AsaasService): Hono<AsaasEnv> {
  const routes = new Hono<AsaasEnv>()
  const found = (id: string): Customer =>
    service.customers.get(id) ?? refuse(404, 'not_found', 'Cliente não encontrado.')
  const keep = (row: Customer): Customer => {
    service.customers.set(row.id, row)
    service.world.touch()
    return row
  }

  routes.post('/', async (context) => {
    const body = await jsonBody(context)
    if (typeof body.name !== 'string' || !body.name) refuse(400, 'invalid_name', 'O nome deve ser informado.')
    checkDocument(body)
    return context.json(keep(customer(service.newId('cus'), body)))
  })

  routes.get('/', (context) => {
    const { offset, limit } = paging(context)
    const { cpfCnpj, email, externalReference, name } = context.req.query()
    const rows = [...service.customers.values()].filter(
      (row) =>
        !row.deleted &&
        (!cpfCnpj || row.cpfCnpj === bareDocument(cpfCnpj)) &&
        (!email || row.email === email) &&
        (!externalReference || row.externalReference === externalReference) &&
        (!name || row.name.toLowerCase().includes(name.toLowerCase())),
    )
    return context.json(listPage(rows, offset, limit))
  })

  routes.get('/:id', (context) => context.json(found(context.req.param('id'))))

  routes.put('/:id', async (context) => {
    const body = await jsonBody(context)
    checkDocument(body)
    const known = found(context.req.param('id'))
    const document = body.cpfCnpj ? { cpfCnpj: bareDocument(String(body.cpfCnpj)) } : {}
    return context.json(keep({ ...known, ...body, ...document, id: known.id }))
  })

  routes.delete('/:id', (context) => {
    const { id } = keep({ ...found(context.req.param('id')), deleted: true })
    return context.json({ deleted: true, id })
  })

  return routes
}
