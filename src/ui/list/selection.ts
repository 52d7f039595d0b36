/** Selected rows by id after a press on `id`; with Shift, everything from the row pressed before to this one. */
export function pressRow(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  id: string,
  from: string | null,
): Set<string> {
  const next = new Set(selected)
  const wanted = !selected.has(id)
  const start = from === null ? -1 : ids.indexOf(from)
  const end = ids.indexOf(id)
  const range = start < 0 || end < 0 ? [id] : ids.slice(Math.min(start, end), Math.max(start, end) + 1)
  for (const one of range) {
    if (wanted) next.add(one)
    else next.delete(one)
  }
  return next
}

/** Selected rows after a press on the heading's box: all that are in sight, or none. */
export function pressAll(selected: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  return ids.length > 0 && ids.every((id) => selected.has(id)) ? new Set() : new Set(ids)
}
