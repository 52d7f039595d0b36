import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to anybody; everything else asks for a session. */
    public?: boolean
    /** Signed-in people are sent on: sign-in, sign-up. */
    guestOnly?: boolean
    /** Works without a clinic. */
    withoutTenant?: boolean
    /** Owners and admins of the clinic only. */
    managersOnly?: boolean
    /** Owners, admins and supervisors of the clinic only. */
    leadersOnly?: boolean
    /** SaaS administrators only. */
    saasOnly?: boolean
    /** Files of texts that the screen needs, see app/i18n. */
    areas?: readonly string[]
    /** Key of the text that names the screen in the browser's tab. */
    title?: string
  }
}
