/** How many cases a property tries; ZELO_PROPERTY_FACTOR=20 looks twenty times harder. */
export function propertyRuns(usual: number): number {
  return Math.ceil(usual * Number(process.env.ZELO_PROPERTY_FACTOR ?? 1))
}
