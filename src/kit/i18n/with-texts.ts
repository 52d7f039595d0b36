/** Fetches a component together with its texts. What a feature declares is read without a browser too: i18n is not. */
export async function withTexts<Module>(areas: readonly string[], module: Promise<Module>): Promise<Module> {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(areas))
  const [fetched] = await Promise.all([module, texts])
  return fetched
}
