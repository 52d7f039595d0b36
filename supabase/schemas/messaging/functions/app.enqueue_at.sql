-- A job for a moment to come. A moment that changes gets a job of its own, and the earlier one finds nothing to do: the
-- callers hold a conversation, and jobs are locked before conversations.
create function app.enqueue_at(p_tenant_id uuid, p_kind text, p_payload jsonb, p_at timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, p_kind, p_payload, p_kind || ':' || (p_payload ->> 'id') || ':' || extract(epoch from p_at), p_at)
  on conflict do nothing;
$$;
revoke execute on function app.enqueue_at(uuid, text, jsonb, timestamptz) from public, anon, authenticated;
