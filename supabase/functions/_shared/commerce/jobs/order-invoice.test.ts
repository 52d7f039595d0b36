import { expect, test } from 'vitest'
import { nfseRoutes } from '../../../../../local/simulators/nfse/routes.ts'
import { createHttpIssuer } from '../../clinic/invoices/http-issuer.ts'
import { orderInvoice } from './order-invoice.ts'

const job = { tenant_id: 't', job_id: '1', kind: 'order_invoice', payload: { id: 'inv-1' } } as never
const goods = {
  payer: { name: 'Ana Prado', document: '11144477735' },
  items: [{ name: 'Óleo de lavanda', ncm: '33012990', quantity: 2 }],
  amount_cents: 9980,
}

/** The real adapter against the simulator, with a database that remembers what it was told. */
function stage(kind: 'nfe' | 'nfse', request: object, app = nfseRoutes(), isUp = () => true) {
  const outcomes: object[] = []
  const invoices = createHttpIssuer({
    url: 'http://nfse.test',
    fetch: async (url, init) =>
      isUp() ? app.request(url.replace('http://nfse.test', ''), init) : new Response('', { status: 503 }),
  })
  const commerce = {
    beginOrderInvoice: async () =>
      ({ act: 'issue', kind, request, number: null, cancel_reason: null }) as never,
    completeOrderInvoice: async (_: string, __: string, outcome: object) => {
      outcomes.push({ ...outcome })
      return 'issued'
    },
  }
  return { run: orderInvoice({ commerce, invoices }), outcomes }
}

test('an NF-e and an NFS-e have numbers of their own, an access key, XML and PDF', async () => {
  const app = nfseRoutes()
  const first = stage('nfe', goods, app)
  await first.run(job)
  expect(first.outcomes).toMatchObject([
    { outcome: 'issued', number: '1', verification_code: expect.stringMatching(/^\d{44}$/) },
  ])
  const second = stage('nfse', { ...goods, items: undefined }, app)
  await second.run({ ...(job as object), payload: { id: 'inv-2' } } as never)
  expect(second.outcomes).toMatchObject([{ number: '1', verification_code: 'SIM000001' }])
  expect(await (await app.request('/invoices/inv-1/xml')).text()).toContain('<nfe>')
  expect((await app.request('/invoices/inv-1/pdf')).headers.get('content-type')).toBe('application/pdf')
})

test('waits while the issuer is away, and is issued once it is back', async () => {
  let isUp = false
  const { run, outcomes } = stage('nfe', goods, nfseRoutes(), () => isUp)
  await expect(run(job)).rejects.toThrow('503')
  expect(outcomes).toEqual([])
  isUp = true
  await run(job)
  await run(job)
  expect(outcomes).toMatchObject([{ number: '1' }, { number: '1' }])
})

test('is refused with the words of the tax office where a product has no NCM', async () => {
  const { run, outcomes } = stage('nfe', { ...goods, items: [{ name: 'Vela', quantity: 1 }] })
  await run(job)
  expect(outcomes).toEqual([{ outcome: 'refused', reason: 'NCM de Vela não informado.' }])
})
