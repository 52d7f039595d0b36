import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import { stream, type StreamEvent } from '@/lib/stream'
import type {
  AssistWish,
  Assistant,
  AssistantCase,
  AssistantPerson,
  AssistantSettings,
  ConversationState,
  EvaluationPreview,
  EvaluationReport,
  EvaluationRun,
  ModelChoice,
  Prompt,
  Ratings,
  TestAnswer,
  Turn,
  TurnRow,
} from './types'

export const getAssistant = (tenantId: string): Promise<Assistant> =>
  rpc('get_assistant', { p_tenant_id: tenantId })

/** `accepts`: texts may be processed by the provider of the model; kept from then on. */
export const saveAssistant = (
  tenantId: string,
  settings: AssistantSettings & { accepts?: boolean },
): Promise<Assistant> => rpc('save_assistant', { p_tenant_id: tenantId, p_settings: { ...settings } })

/** Tries address, key and model, then saves them. */
export const connectModel = (tenantId: string, choice: ModelChoice): Promise<unknown> =>
  invoke('connect-assistant', { tenant_id: tenantId, ...choice })

export const disconnectModel = (tenantId: string): Promise<Assistant> =>
  rpc('disconnect_assistant', { p_tenant_id: tenantId })

export const listPeople = (tenantId: string): Promise<AssistantPerson[]> =>
  rpc('list_assistant_people', { p_tenant_id: tenantId })

export const setPerson = (tenantId: string, threadId: string, isOn: boolean): Promise<boolean> =>
  rpc('set_assistant_person', { p_tenant_id: tenantId, p_thread_id: threadId, p_is_on: isOn })

export const getConversation = (tenantId: string, threadKey: string): Promise<ConversationState> =>
  rpc('get_conversation_assistant', { p_tenant_id: tenantId, p_thread_key: threadKey })

export const setConversation = (
  tenantId: string,
  threadKey: string,
  state: 'on' | 'paused',
): Promise<ConversationState> =>
  rpc('set_conversation_assistant', { p_tenant_id: tenantId, p_thread_key: threadKey, p_state: state })

export const listTurns = (
  tenantId: string,
  filters: { state: string; thumb: string },
  after: TurnRow | null,
  limit: number,
): Promise<TurnRow[]> =>
  rpc('list_assistant_turns', {
    p_tenant_id: tenantId,
    p_filters: filters,
    p_after: after && { opened_at: after.opened_at, id: after.id },
    p_limit: limit,
  })

export const getTurn = (tenantId: string, turnId: string): Promise<Turn> =>
  rpc('get_assistant_turn', { p_tenant_id: tenantId, p_turn_id: turnId })

/** null takes a thumb back. */
export const rateTurn = (
  tenantId: string,
  turnId: string,
  thumb: 'up' | 'down' | null,
  note: string | null = null,
): Promise<unknown> =>
  rpc('rate_assistant_turn', { p_tenant_id: tenantId, p_turn_id: turnId, p_thumb: thumb, p_note: note })

export const listPrompts = (tenantId: string): Promise<Prompt[]> =>
  rpc('list_assistant_prompts', { p_tenant_id: tenantId })

/** A new id makes a new version. */
export const savePrompt = (
  tenantId: string,
  prompt: { id: string; name: string; text: string },
): Promise<string> =>
  rpc('save_assistant_prompt', {
    p_tenant_id: tenantId,
    p_prompt_id: prompt.id,
    p_name: prompt.name,
    p_text: prompt.text,
  })

export const deletePrompt = (tenantId: string, id: string): Promise<boolean> =>
  rpc('delete_assistant_prompt', { p_tenant_id: tenantId, p_prompt_id: id })

/** `share`: of a hundred conversations. */
export const activatePrompt = (tenantId: string, id: string, share: number): Promise<Prompt[]> =>
  rpc('activate_assistant_prompt', { p_tenant_id: tenantId, p_prompt_id: id, p_share: share })

export const listCases = (tenantId: string): Promise<AssistantCase[]> =>
  rpc('list_assistant_cases', { p_tenant_id: tenantId })

export const saveCase = (
  tenantId: string,
  row: { id: string; text: string; expected: AssistantCase['expected'] },
): Promise<string> =>
  rpc('save_assistant_case', {
    p_tenant_id: tenantId,
    p_case_id: row.id,
    p_text: row.text,
    p_expected: { ...row.expected },
  })

/** Makes cases of the questions of the clinic's FAQ; answers how many. */
export const addFaqCases = (tenantId: string): Promise<number> =>
  rpc('add_faq_cases', { p_tenant_id: tenantId })

export const archiveCase = (tenantId: string, id: string): Promise<boolean> =>
  rpc('archive_assistant_case', { p_tenant_id: tenantId, p_case_id: id })

/** The documents that a case may name as its source, by title. */
export const listSources = (tenantId: string): Promise<{ id: string; title: string }[]> =>
  unwrap(
    rest
      .from('ai_documents')
      .select('id, title')
      .eq('tenant_id', tenantId)
      .is('deleted_at', null)
      .order('title')
      .limit(1000),
  )

/** What an evaluation would take: cases and, where it is known, money. */
export const previewEvaluation = (tenantId: string): Promise<EvaluationPreview> =>
  rpc('preview_assistant_evaluation', { p_tenant_id: tenantId })

/** Measures a version in the background; the same id again answers the run as it stands. */
export const startEvaluation = (tenantId: string, id: string, promptId: string): Promise<EvaluationRun> =>
  rpc('start_assistant_evaluation', { p_tenant_id: tenantId, p_run_id: id, p_prompt_id: promptId })

export const cancelEvaluation = (tenantId: string, id: string): Promise<EvaluationRun> =>
  rpc('cancel_assistant_evaluation', { p_tenant_id: tenantId, p_run_id: id })

export const getEvaluation = (tenantId: string, id: string): Promise<EvaluationReport> =>
  rpc('get_assistant_evaluation', { p_tenant_id: tenantId, p_run_id: id })

/** Answers the last message of a made-up conversation; nothing is sent, no tool changes anything. */
export const testAssistant = (
  tenantId: string,
  messages: { from: 'person' | 'assistant'; text: string }[],
): Promise<TestAnswer> => invoke('test-assistant', { tenant_id: tenantId, messages })

/** `piece` {text} as it is written, then `end` (AssistAnswer) or `error` {code}, which takes back what came before. */
export const assistPerson = (
  tenantId: string,
  wish: AssistWish,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> => stream('assist-person', { tenant_id: tenantId, ...wish }, signal)

export const getRatings = (tenantId: string, days: number): Promise<Ratings> =>
  rpc('get_assistant_ratings', { p_tenant_id: tenantId, p_days: days })
