import type { JsonObject } from '../../platform/json.ts'

/** What is invoiced on which paper: goods on an NF-e, services on an NFS-e. */
export type InvoiceKind = 'nfe' | 'nfse'

/** What a company is asked to be issued; the words of the row when somebody pressed the button. */
export interface InvoiceRequest {
  /** Ours: the issuer finds the invoice under it again. */
  reference: string
  /** nfe: goods; nfse: services. */
  kind: InvoiceKind
  content: JsonObject
}

/** An invoice that exists at the issuer. */
export interface IssuedInvoice {
  number: string
  verification_code: string | null
  xml_url: string | null
  pdf_url: string | null
  is_cancelled: boolean
}

/** Thrown where the same call would be refused again: the reason is for people. */
export class InvoiceRefused extends Error {}

/**
 * Who issues invoices (NF-e, NFS-e): the tax office of a state, the national issuer, a municipality or a service in between. Calls throw
 * InvoiceRefused for what will not work, and any other error for what may work later.
 */
export interface InvoiceIssuer {
  /** The invoice under our reference; null when there is none. */
  find(reference: string): Promise<IssuedInvoice | null>
  issue(request: InvoiceRequest): Promise<IssuedInvoice>
  cancel(reference: string, reason: string): Promise<void>
}
