import { isObject, listAt, textAt, type JsonObject } from '../../platform/json.ts'
import { accept, AsaasFailure } from './answer.ts'
import type { AsaasClient, CustomerFields } from './client.ts'

/** Whom a charge names. */
export interface Payer {
  name: string
  email: string | null
  cpf_cnpj: string
  asaas_customer_id: string | null
}

/**
 * The id of whoever pays, at Asaas: known, found by the document or created, and named as we name them. Only
 * among the customers that carry `reference`: a document proves nothing about whoever typed it.
 */
export async function customerOf(asaas: AsaasClient, reference: string, payer: Payer): Promise<string> {
  const fields: CustomerFields = {
    name: payer.name,
    cpfCnpj: payer.cpf_cnpj,
    externalReference: reference,
    ...(payer.email === null ? {} : { email: payer.email }),
  }
  const found = (await knownCustomer(asaas, fields, payer)) ?? (await customerByDocument(asaas, fields))
  if (found === null) return idOf(accept(await asaas.createCustomer(fields), 'customer'))
  const id = idOf(found)
  if (differs(found, fields)) accept(await asaas.updateCustomer(id, fields), 'customer')
  return id
}

async function knownCustomer(
  asaas: AsaasClient,
  fields: CustomerFields,
  payer: Payer,
): Promise<JsonObject | null> {
  if (payer.asaas_customer_id === null) return null
  const answer = await asaas.customer(payer.asaas_customer_id)
  if (answer.kind === 'missing') return null
  const customer = accept(answer, 'look')
  return isOwn(customer, fields) ? customer : null
}

/** Asaas takes the same document twice, also under several references; the first of this one is used. */
async function customerByDocument(asaas: AsaasClient, fields: CustomerFields): Promise<JsonObject | null> {
  const list = accept(await asaas.customersOf(fields.externalReference, fields.cpfCnpj), 'look')
  return (
    listAt(list, 'data')
      .filter(isObject)
      .find((customer) => isOwn(customer, fields)) ?? null
  )
}

/** Whatever the filter answered: only these are ever changed. */
function isOwn(customer: JsonObject, { externalReference, cpfCnpj }: CustomerFields): boolean {
  return (
    customer.deleted !== true &&
    customer.externalReference === externalReference &&
    customer.cpfCnpj === cpfCnpj
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
