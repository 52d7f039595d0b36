import type { Hit } from './decide.ts'

/** How much a hit's own place counts against being unlike those before it. */
const balance = 0.75

const cosine = (a: readonly number[], b: readonly number[]) => {
  if (a.length !== b.length) return 0
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!
  return sum
}

/**
 * The best `count` of what the search found, without what says the same again: each next one is the one whose place is best
 * after what it repeats of those taken before is held against it (maximal marginal relevance). Hits come with the best first, and vectors of length 1.
 */
export function diversify(hits: readonly Hit[], count: number): Hit[] {
  const top = hits[0]?.score ?? 1
  const left = [...hits]
  const taken: Hit[] = []
  while (left.length > 0 && taken.length < count) {
    let best = 0
    let bestWorth = -Infinity
    for (const [at, hit] of left.entries()) {
      const likeness = Math.max(0, ...taken.map((other) => cosine(hit.vector, other.vector)))
      const worth = balance * (hit.score / top) - (1 - balance) * likeness
      if (worth > bestWorth) [best, bestWorth] = [at, worth]
    }
    taken.push(...left.splice(best, 1))
  }
  return taken
}
