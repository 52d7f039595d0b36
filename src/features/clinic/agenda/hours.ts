import type { WorkingHours } from './types'

/** Whether something is wrong with a week of work: a stretch that ends before it begins, or two over each other. */
export function hoursProblem(spans: readonly WorkingHours[]): boolean {
  return spans.some((span, index) => {
    if (!span.from_time || !span.until_time || span.from_time >= span.until_time) return true
    return spans.some(
      (other, place) =>
        place > index &&
        other.weekday === span.weekday &&
        // every other week may have hours of its own
        other.every_weeks === span.every_weeks &&
        span.every_weeks === 1 &&
        other.from_time < span.until_time &&
        other.until_time > span.from_time,
    )
  })
}
