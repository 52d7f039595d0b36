/** Everything that a keyset list holds: asks for the page after the last row seen until one is not full. */
export async function allPages<Row>(
  fetchPage: (last: Row | undefined, limit: number) => Promise<Row[]>,
  limit: number,
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const page = await fetchPage(rows.at(-1), limit)
    rows.push(...page)
    if (page.length < limit) return rows
  }
}
