import { Hono } from 'hono'

interface Invoice {
  number: string
  verification_code: string
  content: Record<string, unknown>
  reason: string | null
}

/** An issuer of invoices: one under each reference, numbered one after the other. */
export function nfseRoutes(base = ''): Hono {
  const invoices = new Map<string, Invoice>()
  const routes = new Hono()
  const shown = (origin: string, reference: string, { number, verification_code, reason }: Invoice) => ({
    number,
    verification_code,
    is_cancelled: reason !== null,
    xml_url: `${origin}${base}/invoices/${reference}/xml`,
    pdf_url: `${origin}${base}/invoices/${reference}/pdf`,
  })
  const originOf = (url: string) => new URL(url).origin

  routes.put('/invoices/:reference', async (context) => {
    const reference = context.req.param('reference')
    const content: Record<string, unknown> = await context.req.json()
    const known = invoices.get(reference)
    if (known) return context.json(shown(originOf(context.req.url), reference, known))
    const payer = content.payer as { document?: string | null } | undefined
    if (!payer?.document) return context.json({ error: 'CPF ou CNPJ do tomador não informado.' }, 422)
    const number = String(invoices.size + 1)
    const made = { number, verification_code: `SIM${number.padStart(6, '0')}`, content, reason: null }
    invoices.set(reference, made)
    return context.json(shown(originOf(context.req.url), reference, made), 201)
  })
  routes.get('/invoices/:reference', (context) => {
    const reference = context.req.param('reference')
    const known = invoices.get(reference)
    if (!known) return context.json({ error: 'Nota não encontrada.' }, 404)
    return context.json(shown(originOf(context.req.url), reference, known))
  })
  routes.post('/invoices/:reference/cancel', async (context) => {
    const reference = context.req.param('reference')
    const known = invoices.get(reference)
    if (!known) return context.json({ error: 'Nota não encontrada.' }, 404)
    const { reason }: { reason: string } = await context.req.json()
    known.reason ??= reason
    return context.json(shown(originOf(context.req.url), reference, known))
  })
  routes.get('/invoices/:reference/:kind{xml|pdf}', (context) => {
    const known = invoices.get(context.req.param('reference'))
    if (!known) return context.notFound()
    const text = `NFS-e simulada nº ${known.number}, código ${known.verification_code}`
    if (context.req.param('kind') === 'pdf') return context.text(text)
    return context.body(`<?xml version="1.0" encoding="UTF-8"?>\n<nfse><texto>${text}</texto></nfse>`, 200, {
      'content-type': 'application/xml; charset=utf-8',
    })
  })
  return routes
}
