/** The operators that a `postgres_changes` filter may use, with the SQL they stand for. */
const OPERATORS = {
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'in',
  like: 'like',
  ilike: 'ilike',
  is: 'is',
  match: '~',
  imatch: '~*',
  isdistinct: 'is distinct from',
} as const

/** Name of a filter's operator. */
type FilterOperator = keyof typeof OPERATORS

/** One condition of a filter. */
export interface Filter {
  column: string
  operator: FilterOperator
  negated: boolean
  values: string[]
}

/** The filter's text does not follow the grammar. */
export class FilterError extends Error {}

const IS_VALUES = new Set(['null', 'true', 'false', 'unknown'])
const TEXT_OPERATORS = new Set<FilterOperator>(['like', 'ilike', 'match', 'imatch'])
const MAX_IN_VALUES = 100
const CONDITION = /^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s

/** Reads `column=[not.]op.value`, several of them separated by commas; every one must hold. */
export function parseFilters(text: string): Filter[] {
  return splitOutsideQuotes(text)
    .filter((part) => part !== '')
    .map((part) => parseCondition(part, text))
}

function parseCondition(part: string, whole: string): Filter {
  const match = CONDITION.exec(part)
  const [, column, not, operator, raw] = match ?? []
  if (!column || raw === undefined || !isOperator(operator)) throw unreadable(whole)
  return { column, operator, negated: not !== undefined, values: readValues(operator, raw, whole) }
}

function isOperator(name: string | undefined): name is FilterOperator {
  return name !== undefined && Object.hasOwn(OPERATORS, name)
}

function readValues(operator: FilterOperator, raw: string, whole: string): string[] {
  if (operator === 'is') {
    const value = raw.toLowerCase()
    if (!IS_VALUES.has(value)) throw unreadable(whole)
    return [value]
  }
  if (operator !== 'in') return [unquote(raw)]
  if (!raw.startsWith('(') || !raw.endsWith(')')) throw unreadable(whole)
  const values = splitOutsideQuotes(raw.slice(1, -1)).map((value) => unquote(value.trim()))
  if (values.length === 0 || values.length > MAX_IN_VALUES) throw unreadable(whole)
  return values
}

/** Splits at commas that stand neither in double quotes nor in parentheses. */
function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (quoted && char === '\\') {
      part += char + text.charAt(++index)
      continue
    }
    if (char === '"') quoted = !quoted
    else if (!quoted && char === '(') depth++
    else if (!quoted && char === ')') depth--
    if (char === ',' && !quoted && depth === 0) {
      parts.push(part)
      part = ''
    } else part += char
  }
  return part === '' && parts.length === 0 ? [] : [...parts, part]
}

function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value
  return value.slice(1, -1).replace(/\\(.)/gs, '$1')
}

function unreadable(text: string): FilterError {
  return new FilterError(`Error parsing \`filter\` params: ${JSON.stringify([text])}`)
}

/** Adds a parameter to a statement and returns its placeholder. */
type Bind = (value: string) => string

/**
 * The condition as SQL. `subject` is the column's value as an expression, `type` the column's type, so that Postgres
 * compares as it would in a query; NULL therefore matches nothing but `is` and `isdistinct`.
 */
export function filterToSql(filter: Filter, subject: string, type: string, bind: Bind): string {
  const condition = conditionToSql(filter, subject, type, bind)
  return filter.negated ? `(not (${condition}))` : `(${condition})`
}

function conditionToSql(filter: Filter, subject: string, type: string, bind: Bind): string {
  const { operator, values } = filter
  const sqlOperator = OPERATORS[operator]
  const [first = ''] = values
  if (operator === 'is') return `${subject} is ${first}`
  if (operator === 'in')
    return `${subject} in (${values.map((value) => `${bind(value)}::text::${type}`).join(', ')})`
  if (TEXT_OPERATORS.has(operator)) return `${subject}::text ${sqlOperator} ${bind(first)}::text`
  return `${subject} ${sqlOperator} ${bind(first)}::text::${type}`
}
