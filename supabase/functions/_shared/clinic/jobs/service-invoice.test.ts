import { describe, expect, test } from 'vitest'
import { nfseRoutes } from '../../../../../local/simulators/nfse/routes.ts'
import { createHttpIssuer } from '../invoices/http-issuer.ts'
import { serviceInvoice } from './service-invoice.ts'

const job = { tenant_id: 't', job_id: '1', kind: 'service_invoice', payload: { id: 'inv-1' } } as never
const request = {
  provider: { name: 'Clínica Aurora', document: '12ABC34501DE35' },
  payer: { name: 'Ana Prado', document: '11144477735' },
  amount_cents: 18000,
}

/** The real adapter against the simulator, with a database that remembers what it was told. */
function stage(act: 'issue' | 'cancel' | 'nothing' = 'issue', content: object = request) {
  const app = nfseRoutes()
  const calls: string[] = []
  const outcomes: Record<string, unknown>[] = []
  let fails = false
  const issuer = createHttpIssuer({
    url: 'http://nfse.test',
    fetch: async (url, init) => {
      calls.push(`${init.method} ${new URL(url).pathname}`)
      return app.request(url.replace('http://nfse.test', ''), init)
    },
  })
  const deps = {
    invoices: issuer,
    clinic: {
      beginServiceInvoice: async () =>
        ({ act, request: content, number: null, cancel_reason: 'Valor errado' }) as never,
      completeServiceInvoice: async (_: string, __: string, outcome: object) => {
        if (fails) throw new Error('The worker died.')
        outcomes.push({ ...outcome })
        return 'issued'
      },
    },
  }
  return { run: serviceInvoice(deps), deps, calls, outcomes, dies: (now: boolean) => (fails = now) }
}

describe('an invoice', () => {
  test('is issued and recorded with number, XML and PDF', async () => {
    const { run, outcomes } = stage()
    await run(job)
    expect(outcomes).toMatchObject([
      {
        outcome: 'issued',
        number: '1',
        xml_url: expect.stringContaining('/invoices/inv-1/xml'),
        pdf_url: expect.stringContaining('/invoices/inv-1/pdf'),
      },
    ])
  })

  test('that was issued before the worker died is found again, not issued twice', async () => {
    const { run, outcomes, calls, dies } = stage()
    dies(true)
    await expect(run(job)).rejects.toThrow('The worker died.')
    dies(false)
    await run(job)
    expect(outcomes).toMatchObject([{ outcome: 'issued', number: '1' }])
    expect(calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1)
  })

  test('that is refused fails with the reason, and is not tried again by itself', async () => {
    const { run, outcomes } = stage('issue', { ...request, payer: { name: 'Ana Prado', document: null } })
    await run(job)
    expect(outcomes).toEqual([{ outcome: 'refused', reason: 'CPF ou CNPJ do tomador não informado.' }])
  })

  test('is tried later when the issuer is away', async () => {
    const { deps, outcomes } = stage()
    const away = createHttpIssuer({
      url: 'http://nfse.test',
      fetch: async () => new Response('', { status: 503 }),
    })
    await expect(serviceInvoice({ ...deps, invoices: away })(job)).rejects.toThrow('503')
    expect(outcomes).toEqual([])
  })

  test('is cancelled at the issuer; what was never issued is cancelled without', async () => {
    const issued = stage()
    await issued.run(job)
    const { deps, outcomes, calls } = stage('cancel')
    await serviceInvoice({ ...deps, invoices: issued.deps.invoices })(job)
    expect(issued.calls.at(-1)).toBe('POST /invoices/inv-1/cancel')
    expect(outcomes).toEqual([{ outcome: 'cancelled', number: '1' }])
    await serviceInvoice(deps)(job)
    expect(calls).toEqual(['GET /invoices/inv-1'])
    expect(outcomes.at(-1)).toEqual({ outcome: 'cancelled', number: null })
  })

  test('fails where nobody issues, and is left alone when there is nothing to do', async () => {
    const { deps, outcomes } = stage()
    await serviceInvoice({ ...deps, invoices: null })(job)
    expect(outcomes).toEqual([{ outcome: 'refused', reason: 'invoices_unavailable' }])
    const idle = stage('nothing')
    await idle.run(job)
    expect(idle.calls).toEqual([])
  })
})
