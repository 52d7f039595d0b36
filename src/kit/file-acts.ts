import type { Component } from 'vue'

/** The file of a message, for what other features do with it. */
export interface MessageFile {
  messageId: string
  threadKey: string
  name: string | null
}

/** What a feature offers beside a message's file; its dialog gets `file` and emits `close`. */
export interface FileAct {
  /** Key of its name, in `shell.json`: the message is on screen before the feature's own texts. */
  label: string
  icon: string
  dialog: () => Promise<{ default: Component }>
}

const acts: FileAct[] = []

/** Makes the acts of a feature known; called once a feature, when the app starts. */
export function addFileActs(more: readonly FileAct[]): void {
  acts.push(...more)
}

/** What features offer for the file of a message. */
export function fileActs(): readonly FileAct[] {
  return acts
}
