import { inject, type InjectionKey } from 'vue'
import type { useClinicMembers } from './members'

/** What the rows and bubbles of the inbox need to know about the person at the screen. */
export interface InboxViewer {
  userId: string
  nameOf: ReturnType<typeof useClinicMembers>['nameOf']
  /** Names of those who may buy and connect: owners, then administrators. */
  managers: ReturnType<typeof useClinicMembers>['managers']
}

/** Provided by the page. */
export const inboxViewerKey: InjectionKey<InboxViewer> = Symbol('inbox viewer')

/** The person at the screen. */
export function useInboxViewer(): InboxViewer {
  const viewer = inject(inboxViewerKey)
  if (!viewer) throw new Error('useInboxViewer() works inside of the inbox only')
  return viewer
}
