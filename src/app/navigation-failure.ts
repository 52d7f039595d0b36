import { readonly, shallowRef } from 'vue'

/** A page that could not be opened: its code did not arrive, or the server did not answer. */
export interface NavigationFailure {
  error: unknown
  path: string
}

const failure = shallowRef<NavigationFailure | null>(null)

/** Shown by App.vue in place of the page. */
export const currentNavigationFailure = readonly(failure)

export function navigationFailed(error: unknown, path: string): void {
  failure.value = { error, path }
}

export function navigationSucceeded(): void {
  failure.value = null
}
