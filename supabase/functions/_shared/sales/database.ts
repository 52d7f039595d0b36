import type { Call, Database } from '../platform/db.ts'

/** What a visitor of a clinic's site sees of a form. */
export interface ShownLeadForm {
  state: 'open' | 'unknown' | 'limited'
  clinic_name?: string
  title?: string
  intro?: string | null
  asks_company?: boolean
  asks_message?: boolean
}
/** What became of what was sent. */
export interface SentLeadForm {
  state: 'thanks' | 'invalid' | 'stale' | 'limited' | 'unknown'
  title?: string
  thanks?: string | null
  problems?: string[]
}
/** What a visitor fills in. */
export interface LeadAnswers {
  full_name: string
  email: string
  phone: string
  company: string
  message: string
  utm: Record<string, string>
}

/** What the functions of sales call as the owner. */
export interface SalesService {
  lookAtLeadForm(formId: string, ipHash: string | null): Promise<ShownLeadForm>
  /** `seconds`: since the page was made, null when it is not ours; `isTrapped`: what people do not see was filled in. */
  submitLeadForm(
    formId: string,
    ipHash: string | null,
    answers: LeadAnswers,
    seconds: number | null,
    isTrapped: boolean,
  ): Promise<SentLeadForm>
}

/** The RPCs of sales over one connection pool. */
export function createSalesService({ service }: Pick<Database, 'service'>): SalesService {
  const call: Call = service
  return {
    lookAtLeadForm: (formId, ipHash) =>
      call((sql) => sql`select app.look_at_lead_form(${formId}, ${ipHash}) as value`),
    submitLeadForm: (formId, ipHash, answers, seconds, isTrapped) =>
      call(
        (sql) => sql`
          select app.submit_lead_form(${formId}, ${ipHash}, ${sql.json({ ...answers })}, ${seconds}, ${isTrapped}) as value`,
      ),
  }
}
