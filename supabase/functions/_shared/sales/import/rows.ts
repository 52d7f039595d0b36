import { anyDate, readDate, workingDay, type DateOrder } from './dates.ts'
import { isNothing, isZero, plainCell, wholeNumber } from './cells.ts'
import { fold, importFields, type FieldType, type ImportField, type ImportKind } from './fields.ts'
import { normaliseCpfCnpj, normalizeEmail, normalizePhone } from './identity.ts'

/** A field that a clinic added, as far as a cell has to be read. */
export interface CustomField {
  id: string
  label: string
  type: 'text' | 'number' | 'date' | 'boolean' | 'choice'
  options: readonly string[]
}

/** How the columns of a file are read. */
export interface RowPlan {
  kind: ImportKind
  /** A field of each column, `custom.<id>` of the clinic's own, or null. */
  columns: readonly (string | null)[]
  /** What comes first in the dates of each column; the day, where nothing is said. */
  dates?: readonly (DateOrder | null)[]
  custom?: readonly CustomField[]
  /** The clinic's day. */
  today: string
}

/** Why a row is not taken. */
export type RowProblem =
  | 'name_missing'
  | 'no_contact'
  | 'phone_invalid'
  | 'email_invalid'
  | 'cpf_invalid'
  | 'cnpj_invalid'
  | 'date_invalid'
  | 'too_many_cells'
  | 'text_too_long'
  | 'too_many_contacts'
  | 'field_invalid'
  | 'time_invalid'
  | 'amount_invalid'
  | 'value_missing'
  | 'title_missing'
  | 'barcode_invalid'
  | 'sku_invalid'

/** A row as SQL takes it. */
export interface ImportRecord {
  name?: string
  phones: string[]
  emails: string[]
  cpf?: string
  cnpj?: string
  birth_date?: string
  note?: string
  tags?: string[]
  /** Other fields by their key. */
  fields: Record<string, string>
  custom: Record<string, string | number | boolean>
}

/** What a row of a file says. */
export interface ReadRow {
  problems: RowProblem[]
  /** Columns that a problem is in. */
  wrong: number[]
  record: ImportRecord
}

const separators = /\s*[/;,|\n]\s*|\s+(?:e|ou)\s+/i
const mostContacts = 10

/** The phones of a cell, or null when one of them cannot be read. Words beside a number are no number. */
function readPhones(text: string): string[] | null {
  const whole = wholeNumber(text)
  if (whole === null) return null
  if (isZero(whole)) return []
  const one = normalizePhone(whole)
  if (one !== null) return [one]
  const parts = text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => !isNothing(part) && !isZero(part))
  const numbers = parts.filter((part) => /\d/.test(part))
  const phones = numbers.map((part) => normalizePhone(wholeNumber(part) ?? part))
  if (numbers.length === 0) return parts.length === 0 ? [] : null
  return phones.every((phone) => phone !== null) ? [...new Set(phones)] : null
}

/** The addresses of a cell, or null when one of them cannot be read. */
function readEmails(text: string): string[] | null {
  const parts = text
    .split(/[;,\n]/)
    .map((part) => part.trim())
    .filter((part) => !isNothing(part))
  const addresses = parts.map(normalizeEmail)
  return addresses.every((address) => address !== null) ? [...new Set(addresses)] : null
}

const documentOf = (text: string, length: number) => {
  const whole = wholeNumber(text)
  const found = whole === null ? null : normaliseCpfCnpj(whole)
  return found?.length === length ? found : null
}

/** Reads the cells of a row; it is taken whole or refused with all its problems. */
export function readRow(cells: readonly string[], plan: RowPlan): ReadRow {
  const problems = new Set<RowProblem>()
  const wrong = new Set<number>()
  const record: ImportRecord = { phones: [], emails: [], fields: {}, custom: {} }
  const known = new Map(importFields[plan.kind].map((field) => [field.key, field]))
  const refuse = (problem: RowProblem, column: number) => {
    problems.add(problem)
    wrong.add(column)
  }
  if (cells.slice(plan.columns.length).some((cell) => cell.trim() !== '')) problems.add('too_many_cells')

  plan.columns.forEach((key, column) => {
    if (key === null) return
    const text = plainCell(cells[column] ?? '')
    if (isNothing(text)) return
    if (key.startsWith('custom.')) {
      const field = plan.custom?.find(({ id }) => id === key.slice(7))
      const value =
        field === undefined ? undefined : customValue(text, field, plan.today, plan.dates?.[column] ?? 'day')
      if (value === undefined) refuse('field_invalid', column)
      else record.custom[key.slice(7)] = value
      return
    }
    const field = known.get(key)
    if (field !== undefined)
      readers[field.type](
        text,
        field,
        record,
        (problem) => refuse(problem, column),
        plan,
        plan.dates?.[column] ?? 'day',
      )
  })
  const lastName = record.fields['last_name']
  delete record.fields['last_name']
  if (lastName !== undefined)
    record.name = record.name === undefined ? lastName : `${record.name} ${lastName}`
  if (isMoving.has(plan.kind)) complete(record, plan.kind, problems)
  if (plan.kind === 'deals') completeDeal(record, problems)
  const isNameWrong = plan.columns.some((key, column) => key === 'name' && wrong.has(column))
  if (
    plan.kind !== 'leads' &&
    plan.kind !== 'deals' &&
    !isNameWrong &&
    !(isMoving.has(plan.kind) && record.cpf !== undefined) &&
    [...(record.name ?? '')].length < 2
  )
    problems.add('name_missing')
  if (record.phones.length > mostContacts || record.emails.length > mostContacts)
    problems.add('too_many_contacts')
  const isPerson = plan.kind === 'contacts' || plan.kind === 'leads'
  if (
    isPerson &&
    record.phones.length + record.emails.length === 0 &&
    !problems.has('phone_invalid') &&
    !problems.has('email_invalid')
  )
    problems.add('no_contact')
  return { problems: [...problems], wrong: [...wrong], record }
}

/** What a clinic that moves in brings along: it is about patients who are there. */
const isMoving: ReadonlySet<ImportKind> = new Set(['sessions', 'records', 'balances'])

/** Puts together what several columns say, and says what is missing. */
function complete(record: ImportRecord, kind: ImportKind, problems: Set<RowProblem>): void {
  const { fields } = record
  if (kind === 'sessions' && fields['day'] !== undefined && fields['time'] !== undefined) {
    fields['starts_local'] = `${fields['day']}T${fields['time']}`
    delete fields['day']
    delete fields['time']
  }
  const needed = {
    sessions: fields['starts_local'],
    records: fields['day'] && record.note,
    balances: fields['amount_cents'],
  }[kind as 'sessions' | 'records' | 'balances']
  if (
    !needed &&
    !problems.has('date_invalid') &&
    !problems.has('time_invalid') &&
    !problems.has('amount_invalid')
  )
    problems.add('value_missing')
}

/** A deal without a title is called as whoever it is about. */
function completeDeal(record: ImportRecord, problems: Set<RowProblem>): void {
  const { fields } = record
  const title = fields['title'] ?? record.name ?? fields['company']
  if (title !== undefined && [...title].length >= 2) fields['title'] = title
  else problems.add('title_missing')
  // a reason or a day without more is of a deal that is over
  if (fields['lost_reason'] !== undefined) fields['status'] ??= 'lost'
  if (fields['status'] !== 'lost') delete fields['lost_reason']
  if (fields['status'] === undefined || fields['status'] === 'open') delete fields['closed_on']
}

const outcomes: readonly (readonly [RegExp, string])[] = [
  [/^(ganh|won|win|vendid|fechad[ao] ganh|closed won|conclu|aceit)/, 'won'],
  [/^(perd|lost|fechad[ao] perd|closed lost|cancel|recusad|desist)/, 'lost'],
  [/^(abert|open|em andamento|em negocia|andamento|ativ|nov[ao]\b|pendente)/, 'open'],
]

const productKinds: readonly (readonly [RegExp, string])[] = [
  [/^(produto|fisic|physical|mercadoria|bem|revenda|material|simple|variable)/, 'physical'],
  [/^(servic|service|sessao|consulta)/, 'service'],
  [/^(digital|download|virtual|e-?book|arquivo)/, 'digital'],
  [/^(experienc|curso|evento|oficina|workshop|event)/, 'experience'],
]

const kindOf = (text: string, kinds: readonly (readonly [RegExp, string])[]) =>
  kinds.find(([words]) => words.test(fold(text)))?.[1]

/** Whether the last digit of a barcode fits the others. */
function isGtin(digits: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false
  const sum = [...digits]
    .reverse()
    .reduce((all, digit, at) => all + Number(digit) * (at % 2 === 1 ? 3 : 1), 0)
  return sum % 10 === 0
}

const statuses: readonly (readonly [RegExp, string])[] = [
  [/^(realizad|compareceu|atendid|presen|attended|ok|sim)/, 'attended'],
  [/^(falt|ausen|missed|no.?show|nao compareceu)/, 'missed'],
  [/^(cancel|desmarc)/, 'cancelled'],
  [/^(agend|marcad|confirm|scheduled)/, 'scheduled'],
]

const states = new Set(
  'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'.split(' '),
)

type Reader = (
  text: string,
  field: ImportField,
  record: ImportRecord,
  refuse: (problem: RowProblem) => void,
  plan: RowPlan,
  order: DateOrder,
) => void

const add = (list: string[], more: readonly string[]) => {
  for (const each of more) if (!list.includes(each)) list.push(each)
}

const readers: Readonly<Record<FieldType, Reader>> = {
  name(text, field, record, refuse) {
    if (text.length > (field.most ?? 120)) refuse('text_too_long')
    else record.name = text
  },
  phones(text, _field, record, refuse) {
    const phones = readPhones(text)
    if (phones === null) refuse('phone_invalid')
    else add(record.phones, phones)
  },
  emails(text, _field, record, refuse) {
    const emails = readEmails(text)
    if (emails === null) refuse('email_invalid')
    else add(record.emails, emails)
  },
  cpf(text, _field, record, refuse) {
    if (isZero(text)) return
    const cpf = documentOf(text, 11)
    if (cpf === null) refuse('cpf_invalid')
    else record.cpf = cpf
  },
  cnpj(text, _field, record, refuse) {
    if (isZero(text)) return
    const cnpj = documentOf(text, 14)
    if (cnpj === null) refuse('cnpj_invalid')
    else record.cnpj = cnpj
  },
  date(text, _field, record, refuse, { today }, order) {
    const day = readDate(text, today, order)
    if (day === null) refuse('date_invalid')
    else record.birth_date = day
  },
  text(text, field, record, refuse) {
    if (text.length > (field.most ?? 2000)) refuse('text_too_long')
    else record.note = text
  },
  line(text, field, record, refuse) {
    if (text.length > (field.most ?? 100)) refuse('text_too_long')
    else record.fields[field.key] = text
  },
  day(text, _field, record, refuse, _plan, order) {
    const found = workingDay(text, order)
    if (found === null) return refuse('date_invalid')
    record.fields['day'] = found
    const clock = clockOf(/[ T](\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)/.exec(text)?.[1] ?? '')
    if (clock !== null) record.fields['time'] ??= clock
  },
  time(text, _field, record, refuse) {
    const clock = clockOf(text)
    if (clock === null) refuse('time_invalid')
    else record.fields['time'] = clock
  },
  minutes(text, _field, record, refuse) {
    const minutes = Number(/^(\d{1,3})\s*(?:m|min|minutos|minutes)?\.?$/i.exec(text)?.[1] ?? NaN)
    if (minutes >= 5 && minutes <= 720) record.fields['minutes'] = String(minutes)
    else refuse('field_invalid')
  },
  status(text, _field, record, refuse) {
    const known = statuses.find(([words]) => words.test(fold(text)))
    if (known === undefined) refuse('field_invalid')
    else record.fields['status'] = known[1]
  },
  amount(text, _field, record, refuse) {
    const cents = centsOf(text)
    if (cents === null) refuse('amount_invalid')
    else if (cents !== 0) record.fields['amount_cents'] = String(cents)
  },
  cents(text, field, record, refuse) {
    const cents = centsOf(text)
    if (cents === null || cents < 0) refuse('amount_invalid')
    else record.fields[field.key] = String(cents)
  },
  on(text, field, record, refuse, _plan, order) {
    const found = workingDay(text, order)
    if (found === null) refuse('date_invalid')
    else record.fields[field.key] = found
  },
  member(text, field, record, refuse) {
    const address = normalizeEmail(text)
    if (address === null) refuse('email_invalid')
    else record.fields[field.key] = address
  },
  outcome(text, field, record, refuse) {
    const found = kindOf(text, outcomes)
    if (found === undefined) refuse('field_invalid')
    else record.fields[field.key] = found
  },
  product_kind(text, field, record, refuse) {
    const found = kindOf(text, productKinds)
    if (found === undefined) refuse('field_invalid')
    else record.fields[field.key] = found
  },
  sku(text, field, record, refuse) {
    const sku = (wholeNumber(text) ?? text).toUpperCase().replace(/\s+/g, '-')
    if (/^[A-Z0-9][A-Z0-9._/-]{0,39}$/.test(sku)) record.fields[field.key] = sku
    else refuse('sku_invalid')
  },
  barcode(text, field, record, refuse) {
    if (isZero(text) || /^sem gtin$/i.test(text)) return
    const digits = wholeNumber(text)?.replace(/[^\d]/g, '') ?? ''
    if (isGtin(digits)) record.fields[field.key] = digits
    else refuse('barcode_invalid')
  },
  digits(text, field, record, refuse) {
    if (isZero(text)) return
    const digits = text.replace(/[.\s-]/g, '')
    if (/^\d+$/.test(digits) && digits.length === field.most) record.fields[field.key] = digits
    else refuse('field_invalid')
  },
  unit(text, field, record, refuse) {
    const unit = fold(text).toUpperCase().replace(/\.$/, '')
    const known = unit.startsWith('UNID') ? 'UN' : unit.startsWith('CAIXA') ? 'CX' : unit
    if (/^[A-Z0-9]{1,6}$/.test(known)) record.fields[field.key] = known
    else refuse('field_invalid')
  },
  count(text, field, record, refuse) {
    const whole = /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:[.,]0+)?$/.exec(text)?.[1]?.replaceAll('.', '')
    if (whole !== undefined && Number(whole) <= (field.most ?? 1_000_000))
      record.fields[field.key] = String(Number(whole))
    else refuse('field_invalid')
  },
  cep(text, field, record, refuse) {
    const digits = text.replace(/\D/g, '')
    if (digits.length === 8) record.fields[field.key] = digits
    else refuse('field_invalid')
  },
  state(text, field, record, refuse) {
    const state = text.toUpperCase()
    if (states.has(state)) record.fields[field.key] = state
    else refuse('field_invalid')
  },
  tags(text, _field, record, refuse) {
    const tags = text
      .split(/[;,|\n]/)
      .map((tag) => tag.trim())
      .filter((tag) => !isNothing(tag))
    if (tags.some((tag) => tag.length > 60 || [...tag].length < 2)) refuse('text_too_long')
    else record.tags = [...new Set(tags)]
  },
}

const yes = new Set(['sim', 's', 'yes', 'y', 'true', 'verdadeiro', '1', 'x'])
const no = new Set(['nao', 'não', 'n', 'no', 'false', 'falso', '0'])

function customValue(
  text: string,
  field: CustomField,
  today: string,
  order: DateOrder,
): string | number | boolean | undefined {
  switch (field.type) {
    case 'text':
      return text.length <= 500 ? text : undefined
    case 'number': {
      const plain = /,\d+$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined
    }
    case 'date':
      return anyDate(text, today, order) ?? undefined
    case 'boolean':
      return yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? false : undefined
    case 'choice':
      return field.options.find((option) => option.toLowerCase() === text.toLowerCase())
  }
}

/** "14:30", "14h30", "14h" or "2:30 PM" as HH:MM. */
function clockOf(text: string): string | null {
  const match = /^(\d{1,2})(?:[:h](\d{2}))?(?::\d{2})?(?:h|\s?([ap])m)?$/i.exec(text.trim())
  if (match === null || Number(match[1]) > 23 || Number(match[2] ?? 0) > 59) return null
  const half = match[3]?.toLowerCase()
  if (half !== undefined && (Number(match[1]) > 12 || match[1] === '0')) return null
  const hour = half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === 'p' ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${match[2] ?? '00'}`
}

/** "R$ 1.234,50", "1234.5" or "(150,00)" in cents; brackets and a minus are a credit. */
function centsOf(text: string): number | null {
  const plain = text.replace(/R\$|\s/g, '')
  const isCredit = /^-|^\(.*\)$/.test(plain)
  const digits = plain.replace(/[()-]/g, '')
  const match =
    /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?$/.exec(digits) ??
    /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/.exec(digits)
  if (match === null) return null
  const cents = Number(match[1]!.replace(/[.,]/g, '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return cents <= 1_000_000_000 ? (isCredit ? -cents : cents) : null
}
