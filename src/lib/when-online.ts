/** Fetches what a page can do without for a while. A try that fails without internet is repeated once there is some. */
export async function fetchWhenOnline<Part>(fetch: () => Promise<Part>): Promise<Part> {
  try {
    return await fetch()
  } catch (error) {
    if (navigator.onLine) throw error
  }
  await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
  return fetchWhenOnline(fetch)
}
