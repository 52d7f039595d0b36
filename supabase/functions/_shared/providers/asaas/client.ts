import { version } from '../../platform/version.ts'
import { readAsaas, type AsaasAnswer } from './answer.ts'
import { exchange, type Fetch } from '../../platform/provider-http.ts'
import type { AsaasAccount } from '../../platform/env.ts'

export interface CustomerFields {
  name: string
  /** Without punctuation. */
  cpfCnpj: string
  /** Whom of ours it is: the clinic, or a payer of a clinic. */
  externalReference: string
  email?: string
}

export interface ChargeFields {
  customer: string
  /** Reais, as `numeric(10,2)` came out of the database: ten digits pass through JSON unchanged. Never calculated with. */
  value: number
  /** Day in São Paulo, not before today. */
  dueDate: string
  description: string
  /** Ours; Asaas does not keep it unique. */
  externalReference: string
}

export interface WebhookFields {
  name: string
  url: string
  /** Whom Asaas writes to when it stops telling. */
  email: string
  enabled: true
  interrupted: false
  apiVersion: 3
  /** Said with every event. */
  authToken: string
  sendType: 'NON_SEQUENTIALLY'
  events: string[]
}

/** The REST interface of Asaas, version 3; one method a resource. */
export interface AsaasClient {
  customer(id: string): Promise<AsaasAnswer>
  customersOf(externalReference: string, cpfCnpj: string): Promise<AsaasAnswer>
  createCustomer(fields: CustomerFields): Promise<AsaasAnswer>
  updateCustomer(id: string, fields: CustomerFields): Promise<AsaasAnswer>
  payment(id: string): Promise<AsaasAnswer>
  paymentsOf(externalReference: string): Promise<AsaasAnswer>
  createPixCharge(fields: ChargeFields): Promise<AsaasAnswer>
  deletePayment(id: string): Promise<AsaasAnswer>
  pixQrCode(paymentId: string): Promise<AsaasAnswer>
  webhooks(): Promise<AsaasAnswer>
  createWebhook(fields: WebhookFields): Promise<AsaasAnswer>
  updateWebhook(id: string, fields: WebhookFields): Promise<AsaasAnswer>
}

/**
 * Whoever creates a charge has it reserved for thirty seconds (`charging_until`): looking up and writing a customer,
 * looking for the charge and creating it have to end within.
 */
const readingMs = 4_000
const writingMs = 8_000

/** The client of an account. Its `fetch` must not repeat a request by itself: Asaas knows no idempotency key. */
export function createAsaasClient(fetch: Fetch, { apiUrl, apiKey }: AsaasAccount): AsaasClient {
  const headers = {
    access_token: apiKey,
    accept: 'application/json',
    // required of accounts made since June 2024
    'user-agent': `Zelo/${version}`,
  }

  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
    return readAsaas(
      await exchange(fetch, {
        method,
        url: `${apiUrl}/v3${path}`,
        headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
        timeoutMs: method === 'GET' ? readingMs : writingMs,
      }),
    )
  }
  const id = encodeURIComponent

  return {
    customer: (customerId) => call('GET', `/customers/${id(customerId)}`),
    customersOf: (externalReference, cpfCnpj) =>
      call('GET', `/customers?${new URLSearchParams({ externalReference, cpfCnpj })}`),
    // Asaas would charge us for mails and messages of its own.
    createCustomer: (fields) => call('POST', '/customers', { ...fields, notificationDisabled: true }),
    updateCustomer: (customerId, fields) => call('PUT', `/customers/${id(customerId)}`, fields),
    payment: (paymentId) => call('GET', `/payments/${id(paymentId)}`),
    paymentsOf: (externalReference) => call('GET', `/payments?${new URLSearchParams({ externalReference })}`),
    createPixCharge: (fields) => call('POST', '/payments', { ...fields, billingType: 'PIX' }),
    deletePayment: (paymentId) => call('DELETE', `/payments/${id(paymentId)}`),
    pixQrCode: (paymentId) => call('GET', `/payments/${id(paymentId)}/pixQrCode`),
    webhooks: () => call('GET', '/webhooks?limit=100'),
    createWebhook: (fields) => call('POST', '/webhooks', fields),
    updateWebhook: (webhookId, fields) => call('PUT', `/webhooks/${id(webhookId)}`, fields),
  }
}
