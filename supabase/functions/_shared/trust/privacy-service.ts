import type { Call } from '../platform/db.ts'

/** What the public page says of a clinic. */
export type PrivacyPage =
  { state: 'open'; clinic_name: string; intro: string | null } | { state: 'unknown' } | { state: 'limited' }

export const requestKinds = [
  'access',
  'correction',
  'deletion',
  'portability',
  'withdrawal',
  'sharing',
  'opposition',
] as const
export type RequestKind = (typeof requestKinds)[number]

/** What somebody typed, checked in SQL. */
export interface PrivacyForm {
  full_name: string
  email: string
  phone: string
  cpf: string
  birth_date: string
  for_other: boolean
  acts_for: string
  kind: string
  details: string
  declared: boolean
}

/** What became of a form. */
export type SentPrivacyForm =
  | { state: 'received'; clinic_name: string; protocol: string; due_on: string; email: string }
  | { state: 'invalid'; problems: (keyof PrivacyForm)[] }
  | { state: 'again' | 'limited' | 'unknown' }

/** A request, for whoever has the link of its mail. */
export type KnownPrivacyRequest =
  | {
      state: 'known'
      clinic_name: string
      protocol: string
      kind: RequestKind
      received_on: string
      due_on: string
      outcome: 'open' | 'done' | 'refused'
      answer: string | null
      answered_on: string | null
    }
  | { state: 'unknown' | 'limited' }

/** What the page for requests about data asks the database. */
export interface PrivacyService {
  look(slug: string, ipHash: string | null): Promise<PrivacyPage>
  /** `seconds`: since the page was made, null when it is not ours. */
  submit(
    slug: string,
    request: { id: string; token: string; seconds: number | null },
    form: PrivacyForm,
    ipHash: string | null,
  ): Promise<SentPrivacyForm>
  open(slug: string, token: string, ipHash: string | null): Promise<KnownPrivacyRequest>
}

/** The RPCs of the page over one connection pool. */
export function createPrivacyService(call: Call): PrivacyService {
  return {
    look: (slug, ipHash) => call((sql) => sql`select app.look_at_privacy_page(${slug}, ${ipHash}) as value`),
    submit: (slug, { id, token, seconds }, form, ipHash) =>
      call(
        (sql) =>
          sql`select app.submit_privacy_request(${slug}, ${id}, ${token}, ${sql.json({ ...form })}, ${seconds}, ${ipHash}) as value`,
      ),
    open: (slug, token, ipHash) =>
      call((sql) => sql`select app.open_privacy_request(${slug}, ${token}, ${ipHash}) as value`),
  }
}
