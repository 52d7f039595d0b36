import { computed, ref } from 'vue'
import { useMedia } from '@/ui/use-media'

const storageKey = 'zelo.details'

/**
 * Where the person's details are: beside the conversation where there is room, folded away when somebody wants that room
 * for the conversation (remembered), in a drawer elsewhere.
 */
export function useDetails() {
  const roomy = useMedia('(min-width: 1200px)')
  const folded = ref(localStorage.getItem(storageKey) === 'folded')
  const drawerOpen = ref(false)
  /** The drawer is made when it is first asked for. */
  const drawerWanted = ref(false)

  function toggle() {
    if (roomy.value) {
      folded.value = !folded.value
      localStorage.setItem(storageKey, folded.value ? 'folded' : 'open')
      return
    }
    drawerWanted.value = true
    drawerOpen.value = true
  }

  return { beside: computed(() => roomy.value && !folded.value), drawerOpen, drawerWanted, toggle }
}
