import type { Component } from 'vue'
import type { RouteLocationNormalizedLoaded, RouteLocationRaw, RouteRecordRaw } from 'vue-router'
import type { ComposerPart } from './composer-parts'
import type { ContactPart } from './contact-parts'
import type { FileAct } from './file-acts'
import type { PatientTab } from './patient-tabs'
import type { Permission } from './permissions'
import type { TodayPart } from './today-parts'
import type { ChannelKind, Membership, Module, Role } from './clinic/types'

/** One entry of the rail and of the phone's bottom bar. */
export interface MenuEntry {
  /** Key of its name, in `shell.json`: the shell is on screen before any feature's own texts. */
  label: string
  icon: string
  to: RouteLocationRaw
  /** Path under which the entry is the current one. */
  path: string
  /** Entries stand in the order of their positions. */
  position: number
  /** Whom it is for; the people of a clinic, unless it says otherwise. */
  audience?: 'clinic' | 'saas'
  /** Only for those who have it. */
  permission?: Permission
  /** A number beside the entry, and the key of the text that says what it counts. */
  badge?: { count(membership: Membership): number; label: string }
}

/** The headings of `/configuracoes`. */
export type SettingsGroup = 'conversations' | 'care' | 'money' | 'clinic' | 'trust' | 'you'

/** One section of `/configuracoes`, shown to whoever may open its page. */
export interface SettingsSection {
  /** Its title and text are `settings.sections.<key>`. */
  key: string
  /** The heading it stands under: `settings.groups.<group>`. */
  group: SettingsGroup
  icon: string
  /** Name of the page among the feature's `routes.settings`. */
  route: string
  position: number
}

/** A key that goes somewhere from every page: "g c". */
export interface GoShortcut {
  keys: string
  label: string
  to: RouteLocationRaw
}

/** A part that a feature puts into the shell, fetched when its condition first holds. */
export interface ShellPart {
  component: () => Promise<{ default: Component }>
  /** Whether it is there at all for the clinic on screen and the kind of channel it writes through. */
  when(membership: Membership, kind: ChannelKind | null): boolean
  position: number
}

/** A part over every page of a clinic, fetched when the address first asks for it. It emits `gone` when it may go. */
export interface ShellOverlay {
  component: () => Promise<{ default: Component }>
  /** Files of its texts, fetched with it. */
  areas: readonly string[]
  /** Whether the address asks for it. */
  asked(route: RouteLocationNormalizedLoaded): boolean
}

/** Pages by where they are shown. */
export interface FeatureRoutes {
  /** Outside of the shell: sign-in and what links in e-mails open. */
  public?: readonly RouteRecordRaw[]
  /** Inside of the shell. */
  shell?: readonly RouteRecordRaw[]
  /** Inside of `/configuracoes`. */
  settings?: readonly RouteRecordRaw[]
  /** Inside of `/saas`, for those who run the service. */
  saas?: readonly RouteRecordRaw[]
}

/**
 * What a feature tells the app about itself in its `feature.ts`; the app finds that file by its name. All of them are
 * in the first load of the clinic's pages, so pages and parts are fetched lazily. Pages of strangers are declared in an
 * `entry.ts` beside it, which every page loads.
 */
export interface Feature {
  /** The module that it is part of: where a clinic does not use it, nobody has its permissions and it offers nothing. */
  module?: Module
  routes?: FeatureRoutes
  /** Merged into `links`. */
  links?: Readonly<Record<string, (...values: never[]) => RouteLocationRaw>>
  menu?: readonly MenuEntry[]
  settings?: readonly SettingsSection[]
  shortcuts?: readonly GoShortcut[]
  /** Roles that have a permission, merged into `Permissions`. */
  permissions?: Readonly<Record<string, readonly Role[]>>
  /** Above every page. */
  banners?: readonly ShellPart[]
  /** What this device forgets when somebody signs out, or turns out to be signed out. */
  leaving?: () => Promise<void>
  /** In the bar at the top, before the state of the channel. */
  topBar?: readonly ShellPart[]
  /** Over every page, while the address says so. */
  overlays?: readonly ShellOverlay[]
  /** Below the person's name in the details of a conversation. */
  contact?: readonly ContactPart[]
  /** Where an answer is written. */
  composer?: readonly ComposerPart[]
  /** What is offered beside the file of a message. */
  fileActs?: readonly FileAct[]
  /** Tabs of a patient's page. */
  patientTabs?: readonly PatientTab[]
  /** Cards of the page of the day. */
  today?: readonly TodayPart[]
}

/** Types what a `feature.ts` exports by default. */
export function defineFeature(feature: Feature): Feature {
  return feature
}
