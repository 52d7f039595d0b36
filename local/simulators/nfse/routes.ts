import { Hono } from 'hono'
import { onePagePdf } from '../core/samples.ts'

interface Invoice {
  kind: 'nfe' | 'nfse'
  number: string
  verification_code: string
  content: Record<string, unknown>
  reason: string | null
}

/** An issuer of NF-e and NFS-e: one under each reference, each kind numbered one after the other. */
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
    const kind = content.kind === 'nfe' ? 'nfe' : 'nfse'
    const items = Array.isArray(content.items) ? (content.items as { name: string; ncm?: string }[]) : []
    const uncoded = kind === 'nfe' ? items.find(({ ncm }) => !/^\d{8}$/.test(ncm ?? '')) : undefined
    if (uncoded) return context.json({ error: `NCM de ${uncoded.name} não informado.` }, 422)
    const number = String([...invoices.values()].filter((one) => one.kind === kind).length + 1)
    const code =
      kind === 'nfe' ? number.padStart(44, '35260112345678000195550010') : `SIM${number.padStart(6, '0')}`
    const made: Invoice = { kind, number, verification_code: code, content, reason: null }
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
    const name = known.kind === 'nfe' ? 'NF-e' : 'NFS-e'
    const text = `${name} simulada nº ${known.number}, código ${known.verification_code}`
    if (context.req.param('kind') === 'pdf')
      return context.body(new Uint8Array(onePagePdf(text)), 200, { 'content-type': 'application/pdf' })
    const { kind } = known
    return context.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<${kind}><texto>${text}</texto></${kind}>`,
      200,
      {
        'content-type': 'application/xml; charset=utf-8',
      },
    )
  })
  return routes
}
