import { useRouter, type RouteLocationRaw } from 'vue-router'

/**
 * Leaves a page for the one above it: back in the history where that is where one came from, so that the phone's own
 * back button does not return to what was left; else in its place.
 */
export function useHistoryBack() {
  const router = useRouter()
  return (to: RouteLocationRaw): void => {
    if (router.options.history.state.back === router.resolve(to).fullPath) router.back()
    else void router.replace(to)
  }
}
