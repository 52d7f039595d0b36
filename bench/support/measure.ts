/** One thing to measure: does a unit of work and says how many operations it was. */
export interface Contender {
  name: string
  /** Runs for about `milliseconds` and returns operations per second. */
  run(milliseconds: number): Promise<number>
}

export interface Ratio {
  name: string
  median: number
  min: number
  max: number
  /** Median of the limit's absolute figure in this run, to judge the machine by. */
  limit: number
  value: number
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/**
 * Runs the contenders interleaved, so that a slow moment of the machine hits all of them, and gives the ratio of each
 * to the first (the limit) of the same repetition.
 */
export async function compare(
  contenders: [Contender, ...Contender[]],
  { repetitions = 5, milliseconds = 2000, warmUp = 500 } = {},
): Promise<Ratio[]> {
  const figures = contenders.map(() => [] as number[])
  for (const contender of contenders) await contender.run(warmUp)
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [index, contender] of contenders.entries()) {
      figures[index]?.push(await contender.run(milliseconds))
    }
  }
  const limits = figures[0] ?? []
  return contenders.slice(1).map((contender, index) => {
    const values = figures[index + 1] ?? []
    const ratios = values.map((value, repetition) => value / (limits[repetition] ?? Number.NaN))
    return {
      name: contender.name,
      median: median(ratios),
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      limit: median(limits),
      value: median(values),
    }
  })
}

/** Runs `work` on `connections` lanes for some time; returns completed operations per second. */
export async function lanes(
  connections: number,
  milliseconds: number,
  work: (lane: number) => Promise<number>,
): Promise<number> {
  const start = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: connections }, async (_, lane) => {
      while (performance.now() - start < milliseconds) {
        // the sum is read after the wait: other lanes add to it meanwhile
        const operations = await work(lane)
        done += operations
      }
    }),
  )
  return (done * 1000) / (performance.now() - start)
}

/** `ingest-rpc @16  ratio 0.55 (0.51–0.58)  goal ≥ 0.5  limit 8123/s  value 4467/s` */
export function printRatio(cell: string, ratio: Ratio, goal: string, unit = '/s'): void {
  const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2))
  console.log(
    `${cell.padEnd(44)} ratio ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})  goal ${goal}  ` +
      `limit ${figure(ratio.limit)}${unit}  value ${figure(ratio.value)}${unit}`,
  )
}
