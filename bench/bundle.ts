// (f) JavaScript that a first visit loads before it can be used, compressed as a static host sends it.
import { measureFirstLoads } from '../build/first-load.ts'

for (const { name, gzip, brotli, files, limit } of await measureFirstLoads())
  console.log(
    `first load of ${name}: ${gzip.toFixed(1)} kB gzip, ${brotli.toFixed(1)} kB brotli, ` +
      `${files.length} files (goal ≤ ${limit} kB)`,
  )
