/** Kinds of questions; what their answers look like is `AnswerValue`. */
export const questionKinds = [
  'text',
  'long_text',
  'date',
  'choice',
  'multi',
  'yes_no',
  'number',
  'cpf',
  'phone',
  'email',
  'address',
] as const

export type QuestionKind = (typeof questionKinds)[number]

/** Asked only where it holds for the answer to an earlier question. */
export interface Condition {
  question: string
  /** `minor`: the date is the birthday of somebody under eighteen. */
  op: 'filled' | 'in' | 'minor'
  values?: string[]
}

export interface Option {
  key: string
  label: string
}

export interface Question {
  key: string
  kind: QuestionKind
  label: string
  help?: string
  required: boolean
  options?: Option[]
  when?: Condition
  /** What of the patient the answer can become (`intake_fields`). */
  field?: string
}

export interface Section {
  key: string
  title: string
  help?: string
  /** Its answers are read by who treats, and by nobody else. */
  is_clinical: boolean
  when?: Condition
  questions: Question[]
}

/** What a form asks. */
export interface Definition {
  sections: Section[]
}

export interface AddressValue {
  cep?: string
  street?: string
  street_number?: string
  complement?: string
  district?: string
  city?: string
  state?: string
}

export type AnswerValue = string | string[] | AddressValue | null

export type Answers = Record<string, AnswerValue | undefined>

/** What a person reads, accepts or may agree to. */
export interface IntakeText {
  purpose: string
  nature: 'notice' | 'contract' | 'authorisation' | 'consent'
  version: number
  title: string
  body: string
}
