import { choicesOf } from './tree'
import { useI18n } from 'vue-i18n'
import { useTags } from '@/features/messaging/tags'
import { useClinicMembers } from '@/features/messaging/inbox'
import { useSegments } from '@/features/sales/segments'
import { requireTenantId } from '@/kit/clinic/context'
import type {
  RunState,
  RunStep,
  WorkflowDefinition,
  WorkflowProblem,
  WorkflowStatus,
  WorkflowStep,
} from './types'

const ICONS: Record<string, string> = {
  send_message: 'pi-whatsapp',
  ask: 'pi-list',
  add_task: 'pi-check-square',
  assign: 'pi-user',
  tag: 'pi-tag',
  untag: 'pi-times-circle',
  move: 'pi-arrow-right-arrow-left',
  wait: 'pi-clock',
  wait_for_answer: 'pi-comments',
  condition: 'pi-directions-alt',
  webhook: 'pi-share-alt',
  move_deal: 'pi-briefcase',
  notify: 'pi-bell',
}

/** The icon of a kind of step. */
export const stepIcon = (kind: string): string => ICONS[kind] ?? 'pi-circle'

type Tone = 'neutral' | 'ok' | 'warn' | 'coral' | 'primary'

export const statusTones: Record<WorkflowStatus, Tone> = {
  draft: 'neutral',
  published: 'ok',
  stopped: 'warn',
}
export const runTones: Record<RunState, Tone> = {
  running: 'primary',
  waiting: 'primary',
  paused: 'warn',
  done: 'ok',
  failed: 'coral',
  stopped: 'warn',
  skipped: 'neutral',
}
export const stepTones: Record<RunStep['state'], Tone> = {
  queued: 'neutral',
  waiting: 'primary',
  done: 'ok',
  skipped: 'neutral',
  failed: 'coral',
  stopped: 'warn',
}

/** Workflows in words. */
export function useWorkflowWords() {
  const { t, te } = useI18n()
  const tenantId = requireTenantId()
  const { segments } = useSegments('patients')
  const tags = useTags(tenantId)
  const members = useClinicMembers(tenantId)

  const known = (area: string, key: string, fallback: string) =>
    te(`workflows.${area}.${key}`) ? t(`workflows.${area}.${key}`) : fallback
  const tagName = (id: unknown) => tags.all.value.find((tag) => tag.id === id)?.name ?? null
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)

  /** Minutes in the largest units: "1 dia 2 horas". */
  function span(minutes: number): string {
    const parts = [
      ['days', Math.floor(minutes / 1440)],
      ['hours', Math.floor((minutes % 1440) / 60)],
      ['minutes', minutes % 60],
    ] as const
    return parts
      .filter(([, count]) => count > 0)
      .map(([unit, count]) => t(`workflows.summary.${unit}`, { n: count }, count))
      .join(' ')
  }

  function conditionText({ field, op, value }: WorkflowStep['options']): string {
    const name = known('fields', text(field), text(field))
    const shown =
      typeof value === 'boolean'
        ? t(`workflows.step.${value}`)
        : field === 'conversation.tag'
          ? (tagName(value) ?? '')
          : field === 'patient.segment'
            ? (segments.value.find(({ id }) => id === value)?.name ?? '')
            : String(value ?? '')
    if (op === 'is') return `${name}: ${shown}`
    return shown && `${name} ${known('ops', text(op), text(op))} “${shown}”`
  }

  function summary({ kind, options }: WorkflowStep): string {
    switch (kind) {
      case 'send_message':
        return text(options.body)
      case 'ask':
        return [text(options.body), choicesOf(options).join(' · ')].filter(Boolean).join('\n')
      case 'notify':
        return [members.nameOf((options.user_id as string | null) ?? null), text(options.text)]
          .filter(Boolean)
          .join(': ')
      case 'add_task': {
        const due = number(options.due_in_days)
        const title = [
          text(options.activity) && options.activity !== 'task'
            ? known('activities', text(options.activity), '')
            : '',
          text(options.title),
        ]
        return (
          text(options.title) &&
          t('workflows.summary.due', { title: title.filter(Boolean).join(': '), n: due }, due)
        )
      }
      case 'assign':
        return members.nameOf((options.user_id as string | null) ?? null) ?? ''
      case 'tag':
      case 'untag':
        return tagName(options.tag_id) ?? ''
      case 'move':
        return known('step.columns', text(options.column), '')
      case 'wait': {
        const time = span(number(options.days) * 1440 + number(options.minutes))
        return typeof options.hour === 'number'
          ? t('workflows.summary.waitHour', { time, hour: options.hour }).replace(/^, /, '')
          : time
      }
      case 'wait_for_answer':
        return t('workflows.summary.upTo', { time: span(number(options.minutes)) })
      case 'condition':
        return conditionText(options)
      case 'webhook':
        return text(options.note) || text(options.url)
      default:
        return ''
    }
  }

  function triggerDetail({ options }: WorkflowDefinition['trigger']): string {
    const words = Array.isArray(options.words) ? options.words.join(', ') : ''
    const tag = tagName(options.tag_id)
    return [
      words && t('workflows.trigger.withWords', { words }),
      tag && t('workflows.trigger.withTag', { tag }),
      options.first_only === true && t('workflows.trigger.first'),
      options.outside_hours === true && t('workflows.trigger.outsideShort'),
      typeof options.hour === 'number' && t('workflows.trigger.atHour', { hour: options.hour }),
      typeof options.days === 'number' &&
        t('workflows.trigger.withinDays', { n: options.days }, options.days),
    ]
      .filter(Boolean)
      .join(', ')
  }

  return {
    triggerName: (kind: string) => known('triggers', kind, kind),
    triggerDetail,
    stepName: (kind: string) => known('steps', kind, kind),
    /** What a branch is for; of a question, the choice that leads there. */
    branchName: (branch: string, step?: Pick<WorkflowStep, 'options'> | null) =>
      (step && choicesOf(step.options)[Number(/^choice_(\d+)$/.exec(branch)?.[1]) - 1]) ||
      known('branches', branch, branch),
    activityName: (kind: string) => known('activities', kind, kind),
    fieldName: (field: string) => known('fields', field, field),
    opName: (op: string) => known('ops', op, op),
    variableName: (name: string) => known('variables', name, name),
    sampleOf: (name: string) => known('samples', name, name),
    /** What a step does, in a line; empty when that is not said yet. */
    summary,
    problemText: ({ code, field }: WorkflowProblem) =>
      known('missing', code === 'missing_option' ? (field ?? '') : '', '') ||
      known('problems', code, t('workflows.problems.other', { code })),
    /** What a recipe asks for, in a word. */
    askName: (field: string) => known('asks', field, t('workflows.asks.other')),
    /** What became of a message. */
    messageText: (status: string) => known('messageStates', status, status),
    /** Why something did not happen. */
    codeText: (code: string) =>
      known('codes', code, te(`errors.${code}`) ? t(`errors.${code}`) : t('workflows.codes.other', { code })),
    tags: tags.offered,
    members: members.active,
  }
}
