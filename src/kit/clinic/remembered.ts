const storageKey = 'zelo.tenant'
/** What a link from outside says about its clinic; the service worker writes it. */
const parameter = 'aviso'

/** The clinic that was on screen last in this browser. */
export const rememberedTenant = () => localStorage.getItem(storageKey)

export function rememberTenant(id: string): void {
  localStorage.setItem(storageKey, id)
}

/**
 * Opens the clinic that a notification is about: its conversation may have a namesake in another one. Called once, before
 * the router reads the address.
 */
export function takeNotifiedTenant(): void {
  const url = new URL(window.location.href)
  const id = url.searchParams.get(parameter)
  if (id === null) return
  rememberTenant(id)
  url.searchParams.delete(parameter)
  window.history.replaceState(null, '', url.pathname + url.search)
}
