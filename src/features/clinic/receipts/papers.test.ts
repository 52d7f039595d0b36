import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPapersPdf } from '@/features/clinic/documents'
import { inWords, reais, receiptPaper, yearPaper } from './papers'
import type { PayerYear, Receipt } from './types'

const { documentPdf, papersPdf } = await loadPapersPdf()

const words = {
  number: 'Recibo nº 12/2026',
  signed: 'Emitido em 28/11/2026 14:30 por Rita',
  cid: null,
  cancelled: null,
  page: (page: number, pages: number) => `Página ${page} de ${pages}`,
}
const provider = {
  kind: 'pf' as const,
  name: 'Helena Maria Prado',
  document: '52998224725',
  address: 'Rua Augusta, 1500',
  city: 'São Paulo',
}
const receipt: Receipt = {
  id: 'r',
  payment_id: 'p',
  patient_id: 'a',
  therapist_id: 'h',
  year: 2026,
  number: 12,
  amount_cents: 123456,
  paid_on: '2026-11-27',
  content: {
    provider,
    professional: { name: 'Helena Prado', council: 'CRP 06/123456' },
    payer: { name: 'Marta Souza', document: '11144477735' },
    patient: { name: 'José Conceição', document: null },
    amount_cents: 123456,
    paid_on: '2026-11-27',
    method: 'pix',
    days: ['2026-11-20', '2026-11-27'],
  },
  sha256: 'a'.repeat(64),
  issued_at: '2026-11-29T01:30:00Z',
  issued_by_name: 'Rita',
  time_zone: 'America/Sao_Paulo',
  cancelled_at: null,
  cancel_reason: null,
}

/** What somebody reads on each page. */
function pagesOf(pdf: ReturnType<typeof documentPdf>): string[] {
  return [...pdf.output().matchAll(/stream\n(.*?)endstream/gs)]
    .map(([, stream]) =>
      [...(stream ?? '').matchAll(/\((.*?)(?<!\\)\) Tj/gs)]
        .map(([, text]) => (text ?? '').replace(/\\([()\\])/g, '$1'))
        .join('\n'),
    )
    .filter(Boolean)
}
const flat = (page: string | undefined) => (page ?? '').replace(/\n/g, ' ')

describe('a receipt on paper', () => {
  it('says who was paid, by whom, for whom, how much in figures and words, and when', () => {
    const [page, ...more] = pagesOf(documentPdf(receiptPaper(receipt), words))
    expect(more).toEqual([])
    for (const text of [
      'Recibo nº 12/2026',
      'Helena Maria Prado',
      'CPF 529.982.247-25',
      'CRP 06/123456',
      'Rua Augusta, 1500',
      'Recebi de Marta Souza, CPF 111.444.777-35',
      'R$ 1.234,56 (mil duzentos e trinta e quatro reais e cinquenta e seis centavos)',
      'paga em 27/11/2026 por Pix, referente a atendimento.',
      'Paciente: José Conceição, CPF não informado',
      'Data do atendimento: 20/11/2026, 27/11/2026',
      // the clinic's calendar, not the one of Greenwich
      'São Paulo, 28/11/2026.',
      'Não substitui Receita Saúde nem NFS-e.',
      'a'.repeat(64),
    ])
      expect(flat(page)).toContain(text)
    expect(flat(page)).not.toMatch(/psic|terapia|sessão|diagn|CID/i)
  })

  it('of a company carries its CNPJ', () => {
    const company = { ...provider, kind: 'clinic' as const, name: 'Aurora Ltda.', document: '12ABC34501DE35' }
    const paper = receiptPaper({ ...receipt, content: { ...receipt.content, provider: company } })
    expect(paper).toMatchObject({ clinic_name: 'Aurora Ltda.', author_council: 'CNPJ 12.ABC.345/01DE-35' })
  })

  it('goes with others into one file, each with pages of its own', () => {
    const paper = receiptPaper(receipt)
    const pages = pagesOf(
      papersPdf([
        { paper, words },
        { paper: { ...paper, title: 'Declaração' }, words },
      ]),
    )
    expect(pages).toHaveLength(2)
    expect(pages[1]).toContain('Declaração')
    for (const page of pages) expect(page).toContain('Página 1 de 1')
  })
})

describe('a year on paper', () => {
  it('lists every payment, sums it by patient and in all', () => {
    const year: PayerYear = {
      year: 2026,
      payer: { name: 'Marta Souza', document: '11144477735' },
      clinic: { ...provider, kind: 'clinic', name: 'Clínica Aurora', document: null },
      total_cents: 41000,
      payments: [
        ['2026-01-10', 18000, 'a', 'José Conceição', '1/2026'],
        ['2026-02-10', 18000, 'a', 'José Conceição', null],
        ['2026-02-11', 5000, 'b', 'Lia Souza', '2/2026'],
      ].map(([paid_on, amount_cents, patient_id, patient_name, receipts]) => ({
        paid_on: paid_on as string,
        amount_cents: amount_cents as number,
        method: 'pix',
        patient_id: patient_id as string,
        patient_name: patient_name as string,
        patient_document: null,
        provider,
        receipts: receipts as string | null,
      })),
    }
    const page = flat(pagesOf(documentPdf(yearPaper(year), words))[0])
    for (const text of [
      'Declaração de pagamentos de 2026',
      'Marta Souza, CPF 111.444.777-35, pagou em 2026 a quantia total de R$ 410,00 (quatrocentos e dez reais)',
      'José Conceição, CPF não informado: R$ 360,00',
      'Lia Souza, CPF não informado: R$ 50,00',
      '10/01/2026',
      '11/02/2026',
      '2/2026',
      'Não substitui Receita Saúde nem NFS-e.',
    ])
      expect(page).toContain(text)
  })
})

describe('a sum in words', () => {
  it.each([
    [1, 'um centavo'],
    [100, 'um real'],
    [2101, 'vinte e um reais e um centavo'],
    [10000, 'cem reais'],
    [18000, 'cento e oitenta reais'],
    [110000, 'mil e cem reais'],
    [10000010, 'cem mil reais e dez centavos'],
    [100000000, 'um milhão de reais'],
  ])('%i cents', (cents, expected) => {
    expect(inWords(cents)).toBe(expected)
  })

  it('is one for each sum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 1_000_000_000 }),
        (a, b) => {
          expect(inWords(a) === inWords(b)).toBe(a === b)
        },
      ),
    )
  })

  it('stands beside the figures', () => {
    expect(reais(123456)).toBe('R$ 1.234,56')
  })
})
