/** A copy without NUL, which comes along with some pasted texts and file names, and which Postgres refuses. */
export function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    typeof item === 'string' ? item.replaceAll('\u0000', '') : item,
  ) as Value
}
