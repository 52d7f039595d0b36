import type { Session, User } from '@supabase/auth-js'
import { computed, readonly, shallowRef } from 'vue'
import { linkedSessionOnce } from '@/lib/link-tokens'
import { auth, currentSession } from '@/lib/supabase'

const session = shallowRef<Session | null>(null)
let started: Promise<void> | null = null

/** Reads the stored session (or the one in a link from an e-mail) once, and follows it from then on. */
export function startSession(): Promise<void> {
  started ??= (async () => {
    auth.onAuthStateChange((_event, next) => {
      session.value = next
    })
    await auth.initialize()
    const linked = linkedSessionOnce()
    // A link that is too old leaves whoever is signed in as they are.
    if (linked) await auth.setSession(linked)
    session.value = await currentSession().catch(() => session.value)
  })()
  return started
}

/** Who is signed in, in every tab of this browser. */
export function useSession() {
  return {
    user: computed<User | null>(() => session.value?.user ?? null),
    isSignedIn: computed(() => session.value !== null),
    session: readonly(session),
  }
}

/** For guards and modules outside of components. */
export function isSignedIn(): boolean {
  return session.value !== null
}

const farewells: (() => Promise<void>)[] = []

/** What a device has to forget before somebody is signed out on it. */
export function beforeLeaving(farewell: () => Promise<void>): void {
  farewells.push(farewell)
}

/** Has this device forget the person; nobody is kept signed in by what fails of it. */
export async function leaveDevice(): Promise<void> {
  await Promise.allSettled(farewells.map((farewell) => farewell()))
}
