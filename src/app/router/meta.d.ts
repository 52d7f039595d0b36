import 'vue-router'
import type { Permission } from '@/kit/permissions'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to anybody; everything else asks for a session. */
    public?: boolean
    /** Signed-in people are sent on: sign-in, sign-up. */
    guestOnly?: boolean
    /** Works without a clinic. */
    withoutTenant?: boolean
    /** Only for those of the clinic whose role has it. */
    permission?: Permission
    /** SaaS administrators only. */
    saasOnly?: boolean
    /** Files of texts that the screen needs, see kit/i18n. */
    areas?: readonly string[]
    /** Key of the text that names the screen in the browser's tab. */
    title?: string
    /** On a phone the page has the room of the bottom bar too. */
    withoutBottomBar?: boolean
  }
}
