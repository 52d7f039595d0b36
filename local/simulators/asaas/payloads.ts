import { bareDocument } from './documents.ts'

/** Objects of Asaas v3, as pure builders. Dates are days or local times of São Paulo. */
export type Fields = Record<string, unknown>

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo', dateStyle: 'short' })
const timeFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2026-07-14` */
export const day = (at: Date): string => dayFormat.format(at)

/** `2026-07-14 03:46:00` */
const localTime = (at: Date): string => timeFormat.format(at)

export interface Customer extends Fields {
  id: string
  name: string
  cpfCnpj: string | null
  email: string | null
  externalReference: string | null
  deleted: boolean
}

export function customer(id: string, wish: Fields, at = new Date()): Customer {
  const cpfCnpj = typeof wish.cpfCnpj === 'string' ? bareDocument(wish.cpfCnpj) : null
  return {
    object: 'customer',
    id,
    dateCreated: day(at),
    name: String(wish.name),
    email: textOrNull(wish.email),
    company: null,
    phone: textOrNull(wish.phone),
    mobilePhone: textOrNull(wish.mobilePhone),
    address: null,
    addressNumber: textOrNull(wish.addressNumber),
    complement: null,
    province: null,
    postalCode: textOrNull(wish.postalCode),
    cpfCnpj,
    personType: cpfCnpj?.length === 14 ? 'JURIDICA' : 'FISICA',
    deleted: false,
    additionalEmails: null,
    externalReference: textOrNull(wish.externalReference),
    notificationDisabled: wish.notificationDisabled === true,
    observations: null,
    municipalInscription: null,
    stateInscription: null,
    canDelete: true,
    cannotBeDeletedReason: null,
    canEdit: true,
    cannotEditReason: null,
    city: null,
    cityName: null,
    state: null,
    country: 'Brasil',
  }
}

export type PaymentStatus =
  'PENDING' | 'RECEIVED' | 'OVERDUE' | 'REFUNDED' | 'RECEIVED_IN_CASH' | 'CHARGEBACK_REQUESTED'

export interface Payment extends Fields {
  id: string
  customer: string
  value: number
  billingType: string
  status: PaymentStatus
  dueDate: string
  description: string | null
  externalReference: string | null
  deleted: boolean
}

const pixFee = 1.99

export function payment(id: string, wish: Fields, invoiceNumber: string, at = new Date()): Payment {
  const value = Number(wish.value)
  const dueDate = String(wish.dueDate)
  return {
    object: 'payment',
    id,
    dateCreated: day(at),
    customer: String(wish.customer),
    checkoutSession: null,
    paymentLink: null,
    value,
    netValue: Math.round((value - pixFee) * 100) / 100,
    originalValue: null,
    interestValue: null,
    description: textOrNull(wish.description),
    billingType: String(wish.billingType),
    pixTransaction: null,
    status: 'PENDING',
    dueDate,
    originalDueDate: dueDate,
    paymentDate: null,
    clientPaymentDate: null,
    installmentNumber: null,
    invoiceUrl: `https://sandbox.asaas.com/i/${id.replace(/^pay_/, '')}`,
    invoiceNumber,
    externalReference: textOrNull(wish.externalReference),
    deleted: false,
    anticipated: false,
    anticipable: false,
    creditDate: null,
    estimatedCreditDate: null,
    transactionReceiptUrl: null,
    nossoNumero: null,
    bankSlipUrl: null,
    lastInvoiceViewedDate: null,
    lastBankSlipViewedDate: null,
    discount: { value: 0, limitDate: null, dueDateLimitDays: 0, type: 'FIXED' },
    fine: { value: 0, type: 'FIXED' },
    interest: { value: 0, type: 'PERCENTAGE' },
    postalService: false,
    escrow: null,
    refunds: null,
  }
}

/** A webhook about a payment. The id holds an ampersand, as the real ones do. */
export function paymentEvent(event: string, about: Payment, id: string, at = new Date()): Fields {
  return { id, event, dateCreated: localTime(at), payment: about }
}

/** A page of a list. */
export function listPage(rows: readonly unknown[], offset: number, limit: number): Fields {
  const data = rows.slice(offset, offset + limit)
  const hasMore = offset + limit < rows.length
  return { object: 'list', hasMore, totalCount: rows.length, limit, offset, data }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)
