export interface BatcherOptions<In, Out> {
  /** Handles several inputs at once and answers in their order. */
  run(inputs: readonly In[]): Promise<readonly Out[]>
  /** Most inputs of one run. */
  maxSize: number
  /** Runs at the same time; inputs gather while all of them are busy. */
  maxRuns: number
  /** Inputs that may wait; beyond it a caller is refused at once. */
  maxWaiting: number
  /** What a refused caller gets. */
  refuse(): Error
}

interface Waiting<In, Out> {
  input: In
  resolve(output: Out): void
  reject(error: unknown): void
}

/**
 * Gathers concurrent calls into one run without ever waiting for company: an idle batcher runs a call at once,
 * a busy one takes everything that arrived meanwhile.
 */
export function createBatcher<In, Out>(options: BatcherOptions<In, Out>): (input: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = []
  let runs = 0

  function start(): void {
    while (runs < options.maxRuns && waiting.length > 0) {
      const batch = waiting.splice(0, options.maxSize)
      runs += 1
      void settle(batch).finally(() => {
        runs -= 1
        start()
      })
    }
  }

  async function settle(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await options.run(batch.map((item) => item.input))
      if (outputs.length !== batch.length)
        throw new Error('A batch was answered with another number of results.')
      // Lengths are equal, so each index has its output.
      batch.forEach((item, index) => item.resolve(outputs[index] as Out))
    } catch (error) {
      for (const item of batch) item.reject(error)
    }
  }

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      if (waiting.length >= options.maxWaiting) {
        reject(options.refuse())
        return
      }
      waiting.push({ input, resolve, reject })
      start()
    })
}
