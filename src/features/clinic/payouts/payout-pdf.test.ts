import { expect, it } from 'vitest'
import { payoutPdf, type PrintedPayout } from './payout-pdf'

const printed: PrintedPayout = {
  clinic: 'Clínica Aurora',
  title: 'Repasse de Helena Prado · novembro de 2026',
  notes: ['Fechado por Ana Admin'],
  head: ['Paciente', 'O quê', 'Recebido', 'Regra', 'Repasse'],
  rows: Array.from({ length: 60 }, (_, n) => [
    `Paciente ${n}`,
    'Sessão · 10/11/2026',
    'R$ 180,00',
    '60 %',
    'R$ 108,00',
  ]),
  total: ['Repasse', 'R$ 6.480,00'],
  page: (page, pages) => `Página ${page} de ${pages}`,
}

it('prints every line over as many pages as it needs, with the total at the end', () => {
  const pdf = payoutPdf(printed)
  expect(pdf.getNumberOfPages()).toBe(2)
  const file = pdf.output()
  expect(file).toContain('(Paciente 0)')
  expect(file).toContain('(Paciente 59)')
  expect(file).toContain('(R$ 6.480,00)')
  expect(file).toContain('2 de 2)')
})
