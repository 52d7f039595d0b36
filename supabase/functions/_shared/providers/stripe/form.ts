/** A body of Stripe before it is written as a form. */
export type Form = { [key: string]: FormValue }
type FormValue = string | number | boolean | Form | FormValue[]

/** `{a: {b: 1}, c: [2]}` as `a[b]=1&c[0]=2`: how Stripe takes nested fields. */
export function formOf(form: Form): string {
  const fields = new URLSearchParams()
  const write = (name: string, value: FormValue): void => {
    if (Array.isArray(value)) value.forEach((item, index) => write(`${name}[${index}]`, item))
    else if (typeof value === 'object')
      for (const [key, item] of Object.entries(value)) write(`${name}[${key}]`, item)
    else fields.append(name, String(value))
  }
  for (const [key, value] of Object.entries(form)) write(key, value)
  return fields.toString()
}
