import type { LocationQuery } from 'vue-router'

/** One filter of a list and how it stands in the address. */
export interface Filter<Value extends string = string> {
  /** Its key in the address, in the language of the product: "tipo". */
  readonly name: string
  /** What it is when the address says nothing; it is not written there. */
  readonly initial: Value
  /** Free text counts once typing pauses, and is no step of its own for the way back. */
  readonly isTyped: boolean
  /** What the address says, or undefined when this filter does not know it. */
  parse(text: string): Value | undefined
}

/** The filters of a list by the names that its code uses. */
export type Filters = Record<string, Filter>

/** What the filters of a list are set to. */
export type FilterValues<F extends Filters> = {
  [Name in keyof F]: F[Name] extends Filter<infer Value> ? Value : never
}

/** One of a known set of values. */
export function choiceFilter<const Value extends string>(
  name: string,
  values: readonly Value[],
  initial: NoInfer<Value>,
): Filter<Value> {
  return { name, initial, isTyped: false, parse: (text) => values.find((value) => value === text) }
}

/** A value that only the data knows, such as the id of a clinic; the empty one is all. */
export function anyFilter(name: string): Filter {
  return { name, initial: '', isTyped: false, parse: (text) => text }
}

/** What somebody types to find rows. */
export function searchFilter(name = 'busca'): Filter {
  return { name, initial: '', isTyped: true, parse: (text) => text }
}

/** A part of an address: a key without a value is taken out. */
export type AddressPatch = Record<string, string | undefined>

/** What an address asks for; `prefix` keeps apart the lists of one page. What it says wrongly is as if it said nothing. */
export function readFilters<F extends Filters>(
  filters: F,
  query: LocationQuery,
  prefix = '',
): FilterValues<F> {
  return fromEntries(filters, (filter) => {
    const text = query[prefix + filter.name]
    return (typeof text === 'string' ? filter.parse(text) : undefined) ?? filter.initial
  })
}

/** How the filters stand in an address. */
export function writeFilters<F extends Filters>(
  filters: F,
  values: FilterValues<F>,
  prefix = '',
): AddressPatch {
  return Object.fromEntries(
    Object.entries(filters).map(([key, { name, initial, isTyped }]) => {
      const value: string = isTyped ? (values[key] ?? '').trim() : (values[key] ?? '')
      return [prefix + name, value === initial ? undefined : value]
    }),
  )
}

/** Every filter as it is when the address says nothing. */
export function initialValues<F extends Filters>(filters: F): FilterValues<F> {
  return fromEntries(filters, (filter) => filter.initial)
}

function fromEntries<F extends Filters>(filters: F, valueOf: (filter: Filter) => string): FilterValues<F> {
  const entries = Object.entries(filters).map(([key, filter]) => [key, valueOf(filter)])
  // The values come from the filters of the same names.
  return Object.fromEntries(entries) as FilterValues<F>
}

/** Which column a list is ordered by. */
export interface Sort {
  key: string
  descending: boolean
}

/** How an order stands in the address: "name", or "-name" from the end. */
export function writeSort(sort: Sort | null): string | undefined {
  return sort ? `${sort.descending ? '-' : ''}${sort.key}` : undefined
}

/** The order that an address asks for, among the columns that can be ordered. */
export function readSort(text: unknown, sortable: readonly string[]): Sort | null {
  if (typeof text !== 'string') return null
  const key = text.replace(/^-/, '')
  return sortable.includes(key) ? { key, descending: text.startsWith('-') } : null
}

/** The order after a press on a heading: from the start, from the end, and the list's own again. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, descending: false }
  return sort.descending ? null : { key, descending: true }
}
