import type { Payer } from '../_shared/db-types.ts'
import { isObject, listAt, textAt, type JsonObject } from '../_shared/json.ts'
import { accept, AsaasFailure } from '../_shared/providers/asaas-answer.ts'
import type { AsaasClient, CustomerFields } from '../_shared/providers/asaas-client.ts'

/** The id of whoever pays, at Asaas: known, found by the document or created, and named as the clinic names them. */
export async function customerOf(asaas: AsaasClient, payer: Payer): Promise<string> {
  const fields: CustomerFields = {
    name: payer.name,
    cpfCnpj: payer.cpf_cnpj,
    ...(payer.email === null ? {} : { email: payer.email }),
  }
  const found = (await knownCustomer(asaas, payer)) ?? (await customerByDocument(asaas, payer))
  if (found === null) return idOf(accept(await asaas.createCustomer(fields), 'customer'))
  const id = idOf(found)
  if (differs(found, fields)) accept(await asaas.updateCustomer(id, fields), 'customer')
  return id
}

async function knownCustomer(asaas: AsaasClient, payer: Payer): Promise<JsonObject | null> {
  if (payer.asaas_customer_id === null) return null
  const answer = await asaas.customer(payer.asaas_customer_id)
  if (answer.kind === 'missing') return null
  const customer = accept(answer, 'look')
  return customer.deleted === true ? null : customer
}

/** Asaas takes the same document twice; the first of them is used. */
async function customerByDocument(asaas: AsaasClient, payer: Payer): Promise<JsonObject | null> {
  const list = accept(await asaas.customersOf(payer.cpf_cnpj), 'look')
  return (
    listAt(list, 'data')
      .filter(isObject)
      .find((customer) => customer.deleted !== true) ?? null
  )
}

function differs(customer: JsonObject, fields: CustomerFields): boolean {
  return Object.entries(fields).some(([name, value]) => customer[name] !== value)
}

function idOf(customer: JsonObject): string {
  const id = textAt(customer, 'id')
  if (id === null) throw new AsaasFailure({ kind: 'unknown', detail: 'a customer without an id' }, 'customer')
  return id
}
