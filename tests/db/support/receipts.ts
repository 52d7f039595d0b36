import { ask, book, helena, openAgenda, patients, sessionId } from './agenda.ts'
import type { Email } from './cast.ts'
import type { Session } from './database.ts'
import { charges, day, receive, type Charge } from './money.ts'

/** A receipt as functions answer it. */
export interface Receipt {
  id: string
  payment_id: string
  patient_id: string
  therapist_id: string | null
  year: number
  number: number
  amount_cents: number
  content: Record<string, unknown> & { provider: Record<string, string>; days: string[] }
  sha256: string
  cancelled_at: string | null
  cancel_reason: string | null
}

/** CPFs and a CNPJ whose check digits are right. */
export const documents = {
  helena: '52998224725',
  ana: '11144477735',
  clinic: '12ABC34501DE35',
} as const

/** Helena is paid as a person, with all that her papers need. */
export function helenaAsPerson(session: Session, changes: object = {}): Promise<unknown> {
  return ask(
    session,
    'save_therapist_fiscal',
    {
      user_id: helena,
      fiscal: {
        receives_as: 'pf',
        legal_name: 'Helena Maria Prado',
        document: documents.helena,
        address: 'Rua Augusta, 1500',
        city: 'São Paulo',
        occupation: '255',
        ...changes,
      },
    },
    'dona@aurora.test',
  )
}

/** The clinic is a company with a CNPJ. */
export function clinicAsCompany(session: Session, changes: object = {}): Promise<unknown> {
  return ask(
    session,
    'save_fiscal_settings',
    {
      settings: {
        legal_name: 'Clínica Aurora Ltda.',
        document: documents.clinic,
        address: 'Avenida Paulista, 1000',
        city: 'São Paulo',
        issues_invoices: true,
        ...changes,
      },
    },
    'dona@aurora.test',
  )
}

/** Ana has a CPF, comes to a session of Helena's and pays it; the payment. */
export async function paidSession(
  session: Session,
  { cpf = documents.ana, offset = 0 }: { cpf?: string | null; offset?: number } = {},
): Promise<{ id: string; charge: Charge }> {
  await openAgenda(session)
  await ask(
    session,
    'save_therapist',
    { user_id: helena, therapist: { council: 'CRP', council_region: '06', council_number: '123456' } },
    'dona@aurora.test',
  )
  await ask(session, 'save_patient', {
    id: patients.ana,
    version: 1,
    patient: { full_name: 'Ana Prado', social_name: 'Aninha', ...(cpf ? { cpf } : {}) },
    phones: [],
    emails: [],
    relations: [],
  })
  await book(session, { start_local: `${day(offset)}T08:00` })
  await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.ana, status: 'attended' })
  const charge = (await charges(session)).find(({ session_id }) => session_id === sessionId)!
  const { id } = await receive(session, [charge])
  return { id, charge }
}

/** The receipts of a payment that hold. */
export const issue = (session: Session, payment_id: string, as?: Email): Promise<Receipt[]> =>
  ask(session, 'issue_receipts', { payment_id }, as)
