import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import type { Workflow, WorkflowDefinition, WorkflowRunDetails } from './types'

const keys = {
  kit: (tenantId: string) => ['workflow-kit', tenantId] as const,
  list: (tenantId: string) => ['workflows', tenantId] as const,
  one: (tenantId: string, id: string) => ['workflow', tenantId, id] as const,
  runs: (tenantId: string, id: string) => ['workflow-runs', tenantId, id] as const,
  run: (tenantId: string, id: string) => ['workflow-run', tenantId, id] as const,
  problems: (tenantId: string) => ['workflow-problems', tenantId] as const,
  events: (tenantId: string, kind: string) => ['workflow-events', tenantId, kind] as const,
}

/** What workflows can be made of. */
export function useWorkflowKit() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: keys.kit(tenantId),
    queryFn: () => api.getWorkflowKit(tenantId),
    staleTime: Infinity,
  })
}

/** The clinic's workflows, current while they are on screen. */
export function useWorkflows() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const again = () => void client.invalidateQueries({ queryKey: keys.list(tenantId) })
  channel.on('workflow', again)
  channel.on('workflow_run', again)
  channel.onGap(again)
  return useQuery({
    queryKey: keys.list(tenantId),
    queryFn: () => api.listWorkflows(tenantId),
    refetchOnMount: 'always',
  })
}

/** One workflow; whoever changed it puts the answer. */
export function useWorkflow(id: () => string) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  channel.on('workflow_run', ({ workflow_id }) => {
    if (workflow_id === id()) void client.invalidateQueries({ queryKey: keys.one(tenantId, id()) })
  })
  const query = useQuery({
    queryKey: computed(() => keys.one(tenantId, id())),
    queryFn: () => api.getWorkflow(tenantId, id()),
    refetchOnMount: 'always',
  })
  return {
    ...query,
    put: (workflow: Workflow) => client.setQueryData(keys.one(tenantId, workflow.id), workflow),
  }
}

/** What keeps the draft on screen from being published; the answer before stays until the next one is there. */
export function useProblems(definition: () => WorkflowDefinition | null) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => [...keys.problems(tenantId), definition()]),
    queryFn: () => api.checkWorkflow(tenantId, definition()!),
    enabled: computed(() => definition() !== null),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

/** Past events on which a trigger would have fired. */
export function usePastEvents(triggerKind: () => string, isOpen: () => boolean) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => keys.events(tenantId, triggerKind())),
    queryFn: () => api.listPastEvents(tenantId, triggerKind()),
    enabled: computed(isOpen),
    staleTime: 0,
  })
}

/** Runs of a workflow, page by page, current while they are on screen. */
export function useRuns(workflowId: () => string, state: () => string | null) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const again = () => void client.invalidateQueries({ queryKey: keys.runs(tenantId, workflowId()) })
  channel.on('workflow_run', ({ workflow_id }) => {
    if (workflow_id === workflowId()) again()
  })
  channel.onGap(again)
  return useInfiniteQuery({
    queryKey: computed(() => [...keys.runs(tenantId, workflowId()), state()]),
    queryFn: ({ pageParam }) => api.listRuns(tenantId, workflowId(), state(), pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length < api.RUNS_PAGE ? undefined : last.at(-1)?.started_at),
    refetchOnMount: 'always',
  })
}

/** One run with its steps, current while it is on screen. */
export function useRun(id: () => string | null) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const again = () => void client.invalidateQueries({ queryKey: keys.run(tenantId, id() ?? '') })
  channel.on('workflow_run', (run) => {
    if (run.id === id()) again()
  })
  channel.onGap(again)
  const query = useQuery({
    queryKey: computed(() => keys.run(tenantId, id() ?? '')),
    queryFn: () => api.getRun(tenantId, id()!),
    enabled: computed(() => id() !== null),
    staleTime: 0,
  })
  return {
    ...query,
    put: (run: WorkflowRunDetails) => {
      client.setQueryData(keys.run(tenantId, run.id), run)
      void client.invalidateQueries({ queryKey: keys.runs(tenantId, run.workflow_id) })
    },
  }
}
