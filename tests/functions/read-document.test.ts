import { strToU8, zipSync } from 'fflate'
import { jsPDF } from 'jspdf'
import { beforeEach, describe, expect, test } from 'vitest'
import { knowledgeOf } from '../../supabase/functions/_shared/ai/wiring.ts'
import { createHandler } from '../../supabase/functions/read-document/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { command, createFunctions } from './support/functions.ts'

let page: (url: string) => Response = () => new Response('')
let fetched: string[] = []
const functions = await createFunctions((url) => {
  fetched.push(url)
  return Promise.resolve(page(url))
})
const wired = knowledgeOf(functions.platform, (host) =>
  Promise.resolve([host.endsWith('.intern.test') ? '10.0.0.5' : '93.184.216.34']),
)
const handler = createHandler({ ...wired, auth: functions.deps.auth })

async function read(body: object, email: Email = 'supervisor@aurora.test') {
  const response = await handler(await command('read-document', email, { tenant_id: aurora.id, ...body }))
  return {
    status: response.status,
    body: (await response.json()) as { kind?: string; title?: string | null; text?: string; code?: string },
  }
}
const file = (name: string, bytes: Uint8Array) => ({
  from: 'file',
  name,
  content: Buffer.from(bytes).toString('base64'),
})

beforeEach(() => {
  fetched = []
})

describe('a file', () => {
  test('PDF: larger lines are headings, lines of a paragraph go together', async () => {
    const pdf = new jsPDF()
    pdf.setFontSize(20)
    pdf.text('Horário da clínica', 20, 20)
    pdf.setFontSize(11)
    pdf.text('Abrimos às 7h e fechamos às 21h,', 20, 32)
    pdf.text('de segunda a sexta.', 20, 37)
    pdf.text('No sábado, das 8h às 13h.', 20, 50)
    const { body } = await read(file('horario.pdf', new Uint8Array(pdf.output('arraybuffer'))))
    expect(body).toEqual({
      kind: 'pdf',
      title: 'Horário da clínica',
      text: '# Horário da clínica\n\nAbrimos às 7h e fechamos às 21h, de segunda a sexta.\n\nNo sábado, das 8h às 13h.',
    })
  })

  test('Word: headings, lists and tables', async () => {
    const p = (text: string, properties = '') =>
      `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
    const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`
    const xml = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${p('Pre&#231;os &amp; regras', '<w:pStyle w:val="Ttulo1"/>')}${p('Leia antes.')}${p('um', '<w:numPr/>')}${p('dois', '<w:numPr/>')}<w:tbl><w:tr>${cell('Serviço')}${cell('Valor')}</w:tr><w:tr>${cell('Sessão')}${cell('R$ 180')}</w:tr></w:tbl></w:body></w:document>`
    const { body } = await read(file('precos.docx', zipSync({ 'word/document.xml': strToU8(xml) })))
    expect(body).toEqual({
      kind: 'docx',
      title: 'Preços & regras',
      text: '# Preços & regras\n\nLeia antes.\n\n- um\n- dois\n\n| Serviço | Valor |\n| --- | --- |\n| Sessão | R$ 180 |',
    })
  })

  test('text, also in the letters of old Windows', async () => {
    expect((await read(file('a.md', strToU8('# Título\n\nOlá')))).body).toMatchObject({
      kind: 'text',
      title: 'Título',
    })
    const latin = Uint8Array.from([0x41, 0xe7, 0xe3, 0x6f])
    expect((await read(file('a.txt', latin))).body).toMatchObject({ text: 'Ação' })
  })

  test.each([
    ['foto.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'document_unknown_type'],
    ['a.pdf', strToU8('%PDF-1.7 broken'), 'document_not_readable'],
    ['a.docx', strToU8('PK broken'), 'document_not_readable'],
    ['a.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), 'document_not_readable'],
    ['a.txt', strToU8('  --- '), 'document_no_text'],
    ['a.txt', Uint8Array.from([65, 0, 66]), 'document_not_readable'],
    ['a.txt', strToU8('a'.repeat(400_001)), 'document_too_large'],
  ])('refuses %s: %#', async (name, bytes, code) => {
    expect((await read(file(name, bytes))).body.code).toBe(code)
  })
})

describe('a page', () => {
  test('what it says, without its menus', async () => {
    page = () =>
      new Response(
        '<html><head><title>Convênios &amp; planos</title></head><body><nav>Menu</nav><main><h2>Aceitos</h2><p>Vida <b>Plena</b> e <a href="https://x.test">Bem Estar</a>.</p></main><footer>Fim</footer><script>x()</script></body></html>',
        { headers: { 'content-type': 'text/html; charset=utf-8' } },
      )
    expect((await read({ from: 'page', address: 'https://clinica.test/convenios' })).body).toEqual({
      kind: 'text',
      title: 'Convênios & planos',
      text: '## Aceitos\n\nVida **Plena** e Bem Estar.',
    })
  })

  test('is not followed inside', async () => {
    page = () => new Response(null, { status: 302, headers: { location: 'http://db.intern.test/secret' } })
    expect((await read({ from: 'page', address: 'https://clinica.test/' })).body.code).toBe(
      'document_page_refused',
    )
    expect(fetched).toEqual(['https://clinica.test/'])
    expect((await read({ from: 'page', address: 'http://127.0.0.1:8000/' })).body.code).toBe(
      'document_page_refused',
    )
    expect((await read({ from: 'page', address: 'file:///etc/passwd' })).status).toBe(400)
  })

  test('that is not there, or goes round in circles', async () => {
    page = () => new Response('x', { status: 404 })
    expect((await read({ from: 'page', address: 'https://clinica.test/' })).body.code).toBe(
      'document_page_unreachable',
    )
    page = () => new Response(null, { status: 301, headers: { location: '/again' } })
    expect((await read({ from: 'page', address: 'https://clinica.test/' })).body.code).toBe(
      'document_page_unreachable',
    )
  })
})

test('is for owner, administrators and supervisors', async () => {
  expect((await read(file('a.md', strToU8('Olá')), 'terapeuta@aurora.test')).body.code).toBe('forbidden')
})
