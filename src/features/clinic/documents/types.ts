/** A kind of document, and what holds for it. */
export interface DocumentKind {
  key: string
  position: number
  is_clinical: boolean
  desk_may_issue: boolean
  takes_cid: boolean
}

/** A file of a patient. */
export interface PatientFile {
  id: string
  patient_id: string
  name: string
  mime_type: string
  size: number
  /** For the treating team alone. */
  is_clinical: boolean
  source: 'upload' | 'document' | 'conversation'
  path: string
  width: number | null
  height: number | null
  uploaded_by_name: string | null
  document_id: string | null
  archived_at: string | null
  created_at: string
}

/** Answer of `list_patient_files`. */
export interface PatientFiles {
  treats: boolean
  /** Clinical files that this person may not see. */
  hidden: number
  files: PatientFile[]
}

/** What a document is written from. */
export interface DocumentTemplate {
  id: string
  kind: string
  title: string
  body: string
  /** 0: the product's own words. */
  version: number
  archived_at: string | null
  is_default: boolean
  is_changed: boolean
  /** Councils for whose profession it is above all; empty for everybody. */
  councils: string[]
}

/** What stands on a paper with the letterhead of who issues it. */
export interface Paper {
  title: string
  body: string
  clinic_name: string
  letterhead: string | null
  author_name: string
  author_council: string | null
  /** What it can be checked by; null where nothing was kept of it. */
  sha256: string | null
  /** Below the text; the last column is of numbers. */
  table?: { head: string[]; rows: string[][] }
}

/** A document that was issued. */
export interface PatientDocument {
  id: string
  patient_id: string
  kind: string
  year: number
  number: number
  title: string
  body: string
  patient_name: string
  purpose: string | null
  addressee: string | null
  cid: string | null
  clinic_name: string
  letterhead: string | null
  author_id: string
  author_name: string
  author_council: string | null
  is_clinical: boolean
  issued_at: string
  time_zone: string
  sha256: string
  file_id: string | null
  cancelled_at: string | null
  cancelled_by_name: string | null
  cancel_reason: string | null
}

/** Answer of `list_patient_documents`. */
export interface PatientDocuments {
  hidden: number
  documents: PatientDocument[]
}

/** Answer of `get_document_values`. */
export interface DocumentValues {
  treats: boolean
  council: string | null
  values: Record<string, string>
}

/** What is about to be issued. */
export interface DocumentDraft {
  id: string
  templateId: string
  title: string
  body: string
  purpose: string
  addressee: string
  cid: string
  cidConsented: boolean
}

/** What stands on every document of a clinic. */
export interface Letterhead {
  city: string | null
  lines: string | null
}
