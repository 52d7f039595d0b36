import extenso from 'extenso'
import { formatCpfCnpj } from '@/lib/cpf-cnpj'
import type { Paper } from '@/features/clinic/documents'
import type { PayerYear, Provider, Receipt } from './types'

// What these papers say is for the tax office and insurers of Brazil: Portuguese, whoever prints it.
const METHODS: Record<string, string> = {
  pix: 'Pix',
  cash: 'dinheiro',
  card: 'cartão',
  transfer: 'transferência',
}
const NEITHER = 'Não substitui Receita Saúde nem NFS-e.'

/** "R$ 1.234,56" */
export function reais(cents: number): string {
  return `R$ ${new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2 }).format(cents / 100)}`
}

/** "mil duzentos e trinta e quatro reais e cinquenta e seis centavos" */
export function inWords(cents: number): string {
  const text = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
  return extenso(text, { mode: 'currency' })
}

/** "30/11/2026" of "2026-11-30". */
function dayOnPaper(day: string): string {
  return day.split('-').reverse().join('/')
}

/** The day of a moment, as the clinic's calendar shows it. */
function dayOfMoment(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('pt-BR', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(Date.parse(at))
}

/** "CPF 529.982.247-25" or "CNPJ 12.ABC.345/01DE-35"; what is not known is said. */
function documentOnPaper(document: string | null): string {
  if (!document) return 'CPF não informado'
  return `${document.length === 11 ? 'CPF' : 'CNPJ'} ${formatCpfCnpj(document)}`
}

/** "12/2026" */
export function receiptNumber({ number, year }: { number: number; year: number }): string {
  return `${number}/${year}`
}

function headOf(provider: Provider): Pick<Paper, 'clinic_name' | 'letterhead'> {
  const lines = [provider.document && documentOnPaper(provider.document), provider.address, provider.city]
  return { clinic_name: provider.name, letterhead: lines.filter(Boolean).join('\n') || null }
}

/** A receipt as its paper says it: neutral, never what the care is about. */
export function receiptPaper(receipt: Receipt): Paper {
  const { provider, professional, payer, patient, days, method } = receipt.content
  const dates = days.map(dayOnPaper)
  const sum = `${reais(receipt.amount_cents)} (${inWords(receipt.amount_cents)})`
  const by = METHODS[method] ? ` por ${METHODS[method]}` : ''
  const body = [
    `Recebi de ${payer.name}, ${documentOnPaper(payer.document)}, a quantia de ${sum}, paga em ${dayOnPaper(receipt.paid_on)}${by}, referente a atendimento.`,
    '',
    `Paciente: ${patient.name}, ${documentOnPaper(patient.document)}`,
    ...(dates.length > 0 ? [`Data do atendimento: ${dates.join(', ')}`] : []),
    `Prestador: ${provider.name}, ${documentOnPaper(provider.document)}`,
    ...(professional.name
      ? [`Profissional: ${[professional.name, professional.council].filter(Boolean).join(', ')}`]
      : []),
    '',
    `${provider.city ? `${provider.city}, ` : ''}${dayOfMoment(receipt.issued_at, receipt.time_zone)}.`,
    '',
    NEITHER,
  ]
  return {
    title: `Recibo nº ${receiptNumber(receipt)}`,
    body: body.join('\n'),
    ...headOf(provider),
    author_name: provider.name,
    author_council: provider.kind === 'pf' ? professional.council : documentOnPaper(provider.document),
    sha256: receipt.sha256,
  }
}

/** All that somebody paid in a year, by patient. */
export function yearPaper({ year, payer, clinic, total_cents, payments }: PayerYear): Paper {
  const patients = new Map<string, { name: string; document: string | null; cents: number }>()
  for (const { patient_id, patient_name, patient_document, amount_cents } of payments) {
    const known = patients.get(patient_id)
    if (known) known.cents += amount_cents
    else patients.set(patient_id, { name: patient_name, document: patient_document, cents: amount_cents })
  }
  const body = [
    `Declaramos que ${payer.name}, ${documentOnPaper(payer.document)}, pagou em ${year} a quantia total de ${reais(total_cents)} (${inWords(total_cents)}) por atendimentos:`,
    '',
    ...[...patients.values()].map(
      ({ name, document, cents }) => `${name}, ${documentOnPaper(document)}: ${reais(cents)}`,
    ),
    '',
    NEITHER,
  ]
  return {
    title: `Declaração de pagamentos de ${year}`,
    body: body.join('\n'),
    ...headOf(clinic),
    author_name: clinic.name,
    author_council: clinic.document ? documentOnPaper(clinic.document) : null,
    sha256: null,
    table: {
      head: ['Data', 'Paciente', 'Recebedor', 'Recibo', 'Valor'],
      rows: payments.map((each) => [
        dayOnPaper(each.paid_on),
        each.patient_name,
        `${each.provider.name}, ${documentOnPaper(each.provider.document)}`,
        each.receipts ?? '-',
        reais(each.amount_cents),
      ]),
    },
  }
}
