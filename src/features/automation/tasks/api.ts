import { rpc } from '@/lib/rpc'

/** Something that a workflow left for somebody to do. */
export interface Task {
  id: string
  title: string
  due_on: string
  is_late: boolean
  assignee_name: string | null
  patient_id: string | null
  patient_name: string | null
  thread_key: string | null
  workflow_name: string | null
}

/** Open tasks of mine and of nobody. */
export function listTasks(tenantId: string): Promise<Task[]> {
  return rpc('list_tasks', { p_tenant_id: tenantId, p_scope: 'mine', p_limit: 50 })
}

/** Finishes a task, or opens it again. */
export function finishTask(tenantId: string, id: string, done: boolean): Promise<unknown> {
  return rpc('finish_task', { p_tenant_id: tenantId, p_id: id, p_done: done })
}
