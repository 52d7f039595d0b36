/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Base address of the project's API, for example https://abc.supabase.co */
  readonly VITE_SUPABASE_URL: string
  /** Public key sent as `apikey`; it grants nothing by itself. */
  readonly VITE_SUPABASE_PUBLISHABLE_KEY: string
}
