import { isObject, listAt, textAt, type Json } from '../../platform/json.ts'
import type { ExportBuilder } from './builder.ts'
import { readable } from './cells.ts'
import { sectionName } from './labels.ts'
import { createPaper } from './paper.ts'

/** What a clinic erased of a person and what it keeps, by which law and until when (LGPD arts. 16 and 18), on paper. */
export const build: ExportBuilder = async (request, { exports }, progress) => {
  await progress(0, 1)
  const report = await exports.getErasureReport(request.tenantId, textAt(request.subject, 'erasure_id') ?? '')
  const zone = request.time_zone
  const page = createPaper('Certificado de eliminação de dados pessoais')
  page.title('Certificado de eliminação de dados pessoais')
  page.line(`${textAt(report, 'clinic') ?? ''} · protocolo ${textAt(report, 'protocol') ?? ''}`)
  page.line(
    `Pedido registrado em ${readable(report['requested_at'], zone)} por ${textAt(report, 'requested_by') ?? ''}.`,
  )
  page.line(`Concluído em ${readable(report['finished_at'], zone)}.`)

  page.heading('O que foi eliminado ou anonimizado')
  const erased = group(listAt(report, 'erased'), 'rows')
  for (const [name, rows] of erased) page.line(`${name}: ${rows} ${rows === 1 ? 'registro' : 'registros'}`)
  if (erased.size === 0) page.line('Nada além do nome e dos contatos.')
  page.line('Os arquivos das conversas e do cadastro são apagados do armazenamento em até 24 horas.')
  page.line('O que foi transmitido às telas abertas da clínica some em até 3 dias.')

  page.heading('O que foi mantido, por qual lei e até quando')
  const kept = listAt(report, 'kept').filter(isObject)
  for (const law of new Set(kept.map((each) => textAt(each, 'law') ?? ''))) {
    const same = kept.filter((each) => textAt(each, 'law') === law)
    const until = same.map((each) => textAt(each, 'until')).find((each) => each !== null)
    page.line(`${textAt(same[0], 'reason') ?? ''} ${law}${until ? `. Até ${dayOf(until)}` : ''}.`)
    for (const [name, rows] of group(same, 'kept')) page.small(`    ${name}: ${rows}`)
    page.gap()
  }
  if (kept.length === 0) page.line('Nada foi mantido.')
  const identity = report['identity']
  if (isObject(identity)) {
    page.line(
      `Nome, nascimento e CPF ficam lacrados até ${dayOf(textAt(identity, 'until') ?? '')}, porque o que foi mantido identifica a pessoa por lei. Só a administração abre, com motivo registrado.`,
    )
  }
  page.heading('Outros')
  page.line('Cópias de segurança do banco de dados são substituídas no ciclo do provedor de hospedagem.')
  page.line(
    'Operadores que tratam dados em nome da clínica (hospedagem, mensagens, pagamentos) seguem o mesmo pedido.',
  )
  page.line(
    'Reclamações: encarregado da clínica ou Autoridade Nacional de Proteção de Dados, https://www.gov.br/anpd',
  )
  page.small(`SHA-256 do registro: ${textAt(report, 'sha256') ?? ''}`)
  const bytes = page.bytes(
    `${textAt(report, 'clinic') ?? ''} · protocolo ${textAt(report, 'protocol') ?? ''}`,
  )
  await progress(1, 1)
  return { type: 'application/pdf', content: only(bytes) }
}

/** Rows by the name of their part, those without one together. */
function group(rows: readonly Json[], column: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const section = textAt(row, 'section')
    const name = section === null ? 'Registros internos' : sectionName(section)
    const count = isObject(row) ? Number(row[column]) : 0
    sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return sums
}

const dayOf = (day: string) => day.split('-').reverse().join('/')

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
