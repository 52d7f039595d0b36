interface Watching {
  /** Told after each page how many rows there are. */
  onPage?: (rows: number) => void
  /** Ends it before the next page; the promise rejects. */
  signal?: AbortSignal
}

/** Everything that a keyset list holds: asks for the page after the last row seen until one is not full. */
export async function allPages<Row>(
  fetchPage: (last: Row | undefined, limit: number) => Promise<Row[]>,
  limit: number,
  { onPage, signal }: Watching = {},
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    signal?.throwIfAborted()
    const page = await fetchPage(rows.at(-1), limit)
    rows.push(...page)
    onPage?.(rows.length)
    if (page.length < limit) return rows
  }
}
